import RetentionService from '../../services/operations/RetentionService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes everything whose retention period is over, as the modules declare it. */
export class PurgeExpired extends Job<object> {
  public static readonly type = 'retention.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { signal, log }: JobContext): Promise<void> {
    await RetentionService.purgeAll(signal, ({ summary }, removed) => log(`${summary}: ${removed} removed`));
  }
}
