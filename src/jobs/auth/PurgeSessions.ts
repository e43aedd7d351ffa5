import EndedSessionService from '../../services/auth/EndedSessionService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes the sessions that nobody can continue any more. */
export class PurgeSessions extends Job<object> {
  public static readonly type = 'sessions.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { signal, log }: JobContext): Promise<void> {
    const removed = await EndedSessionService.purgeExpired(signal);
    await log(`Removed ${removed} sessions`);
  }
}
