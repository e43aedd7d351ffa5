import OneTimeTokenService from '../../services/auth/OneTimeTokenService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes the tokens that expired before anybody used them. */
export class PurgeTokens extends Job<object> {
  public static readonly type = 'tokens.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { log }: JobContext): Promise<void> {
    const removed = await OneTimeTokenService.purge();
    await log(`Removed ${removed} tokens`);
  }
}
