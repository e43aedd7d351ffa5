import PurgeService from '../../services/privacy/PurgeService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes the personal data of users who were deleted a month ago. */
export class PurgeUsers extends Job<object> {
  public static readonly type = 'users.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { signal, log }: JobContext): Promise<void> {
    const purged = await PurgeService.purgeUsers(signal);
    await log(`Purged ${purged} users`);
  }
}
