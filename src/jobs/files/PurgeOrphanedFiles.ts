import StoredFileService from '../../services/files/StoredFileService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes files that nobody owns: those of uploads that broke off, and those that could not be removed at once. */
export class PurgeOrphanedFiles extends Job<object> {
  public static readonly type = 'files.purge-orphans';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { signal, log }: JobContext): Promise<void> {
    const count = await StoredFileService.purge(signal);
    await log(`${count} files removed`);
  }
}
