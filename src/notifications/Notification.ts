import { appConfig } from '../config/app.js';
import { queue } from '../drivers/queue/index.js';
import { DeliverNotification } from '../jobs/notifications/DeliverNotification.js';
import { singleLine } from '../mail/safeText.js';
import type { User } from '../models/users/User.js';
import { clock } from '../utils/clock.js';
import { randomId } from '../utils/random.js';
import { deriveUuid } from '../utils/uuid.js';
import type { Channel } from './channels.js';
import type { MailContent, NotificationClass, NotificationContent } from './NotificationClass.js';

export interface SendOptions {
  /** Each user gets one notification per key, such as the id of the job that sends it. */
  key?: string;
}

/** One job per user, so that a full mailbox repeats nobody else's notification. */
async function enqueueDeliveries(
  type: string,
  userIds: Iterable<number>,
  data: object,
  key = randomId(),
): Promise<void> {
  const at = clock.now().toISOString();
  const jobs = [...new Set(userIds)].map((userId) =>
    DeliverNotification.create({ type, userId, data, at }, { id: deriveUuid(type, key, userId) }),
  );
  await queue.push(jobs);
}

/**
 * A message to a user: in their list, by mail, or both, as they prefer. Its data is plain JSON: ids and names, never a
 * secret.
 */
export abstract class Notification<Data extends object = object> implements NotificationContent {
  /** Stored in the database and shown in the API, such as `comment.posted`. It never changes. */
  public static readonly type: string;
  /** The channels of users who have not chosen. */
  public static readonly channels: readonly Channel[] = ['inApp'];
  /** Channels that cannot be switched off: security notices are always mailed. */
  public static readonly always: readonly Channel[] = [];

  public abstract readonly title: string;
  public abstract readonly body: string;

  public constructor(public readonly data: Data) {}

  /** Notifies users. Inside a transaction they are notified only if that commits. */
  public static send<D extends object>(
    this: NotificationClass<D>,
    userIds: Iterable<number>,
    data: NoInfer<D>,
    { key }: SendOptions = {},
  ): Promise<void> {
    return enqueueDeliveries(this.type, userIds, data, key);
  }

  /** Notifies one user. Inside a transaction they are notified only if that commits. */
  public notify(user: Pick<User, 'id'>, { key }: SendOptions = {}): Promise<void> {
    const { type } = this.constructor as typeof Notification;
    return enqueueDeliveries(type, [user.id], this.data, key);
  }

  /** The content of the mail channel: title and body by default. */
  public mail(): MailContent {
    const title = singleLine(this.title);
    const data = { title, body: this.body };
    return { subject: `${appConfig.title}: ${title}`, template: 'notifications/notification', data };
  }
}
