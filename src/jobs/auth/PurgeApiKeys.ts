import ApiKeyService from '../../services/auth/ApiKeyService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes the API keys that expired or were revoked long ago. */
export class PurgeApiKeys extends Job<object> {
  public static readonly type = 'api-keys.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { log }: JobContext): Promise<void> {
    const removed = await ApiKeyService.purge();
    await log(`Removed ${removed} API keys`);
  }
}
