import NotificationService from '../../services/notifications/NotificationService.js';
import { Job, type JobContext } from '../Job.js';

/** Removes the notifications that were read long ago. */
export class PurgeNotifications extends Job<object> {
  public static readonly type = 'notifications.purge';
  public static override readonly queue = 'maintenance';

  public async handle(_payload: object, { signal, log }: JobContext): Promise<void> {
    const removed = await NotificationService.purge(signal);
    await log(`Removed ${removed} notifications`);
  }
}
