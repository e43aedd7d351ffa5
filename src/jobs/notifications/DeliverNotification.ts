import { queue } from '../../drivers/queue/index.js';
import { User } from '../../models/users/User.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import { channelsFor } from '../../notifications/preferences.js';
import { deriveUuid } from '../../utils/uuid.js';
import { Job, type JobContext } from '../Job.js';
import { SendNotificationMail } from './SendNotificationMail.js';

interface Payload {
  type: string;
  userId: number;
  data: object;
  /** When it happened, ISO 8601. */
  at: string;
}

/** Tells one user by the channels that they prefer; run twice, it tells once. */
export class DeliverNotification extends Job<Payload> {
  public static readonly type = 'notifications.deliver';

  public async handle({ type, userId, data, at }: Payload, { id }: JobContext): Promise<void> {
    // A replica may not know yet who registered a moment ago.
    const user = await User.findByPk(userId, { attributes: ['id'], useMaster: true });
    if (!user) return;
    const { inApp, mail } = await channelsFor(userId, type);
    const entry = { jobId: id, userId, type, data: JSON.stringify(data), createdAt: new Date(at) };
    if (inApp) await UserNotification.bulkCreate([entry], { ignoreDuplicates: true });
    if (mail)
      await queue.push([{ ...SendNotificationMail.create({ type, userId, data }), id: deriveUuid(id, 'mail') }]);
  }
}
