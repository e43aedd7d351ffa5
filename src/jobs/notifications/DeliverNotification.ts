import { NotificationMail } from '../../mail/notifications/NotificationMail.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import { User } from '../../models/users/User.js';
import { channelsFor } from '../../notifications/preferences.js';
import { deriveUuid } from '../../utils/uuid.js';
import { Job, type JobContext } from '../Job.js';

interface Payload {
  type: string;
  userId: number;
  data: object;
  /** The time of the event, ISO 8601. */
  at: string;
}

/** Delivers a notification through the channels that its user prefers. Running twice delivers once. */
export class DeliverNotification extends Job<Payload> {
  public static readonly type = 'notifications.deliver';

  public async handle({ type, userId, data, at }: Payload, { id }: JobContext): Promise<void> {
    const user = await User.findByPk(userId, { attributes: ['id'] });
    if (!user) return;
    const { inApp, mail } = await channelsFor(userId, type);
    const entry = { jobId: id, userId, type, data: JSON.stringify(data), createdAt: new Date(at) };
    if (inApp) await UserNotification.bulkCreate([entry], { ignoreDuplicates: true });
    if (mail) await NotificationMail.dispatch({ type, userId, data }, { id: deriveUuid(id, 'mail') });
  }
}
