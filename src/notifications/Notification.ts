import { queue } from '../drivers/queue/index.js';
import { DeliverNotification } from '../jobs/notifications/DeliverNotification.js';
import type { Mailable } from '../mail/Mailable.js';
import { NotificationMail } from '../mail/notifications/NotificationMail.js';
import type { User } from '../models/users/User.js';
import { clock } from '../utils/clock.js';
import { randomId } from '../utils/random.js';
import { deriveUuid } from '../utils/uuid.js';
import type { Channel } from './channels.js';
import type { NotificationClass, NotificationContent } from './NotificationClass.js';

export interface SendOptions {
  /** Of the same key, such as the id of the job that sends it, each user gets one. */
  key?: string;
}

/** A job for each user: one whose mailbox is full repeats nobody else's. */
async function enqueueDeliveries(
  type: string,
  userIds: Iterable<number>,
  data: object,
  key = randomId(),
): Promise<void> {
  const at = clock.now().toISOString();
  const jobs = [...new Set(userIds)].map((userId) => ({
    ...DeliverNotification.create({ type, userId, data, at }),
    id: deriveUuid(type, key, userId),
  }));
  await queue.push(jobs);
}

/**
 * What a user is told: in their list, by mail, or both, as they prefer. Its data is plain JSON: ids and names, never a
 * secret.
 */
export abstract class Notification<Data extends object = object> implements NotificationContent {
  /** Names it in the database and the API for ever, such as `comment.posted`. */
  public static readonly type: string;
  /** The channels of those who have not chosen. */
  public static readonly channels: readonly Channel[] = ['inApp'];
  /** Channels that nobody can switch off: a notice of security is mailed whatever was chosen. */
  public static readonly always: readonly Channel[] = [];

  public abstract readonly title: string;
  public abstract readonly body: string;

  public constructor(public readonly data: Data) {}

  /** Tells users; inside a transaction only if that commits. */
  public static send<D extends object>(
    this: NotificationClass<D>,
    userIds: Iterable<number>,
    data: NoInfer<D>,
    { key }: SendOptions = {},
  ): Promise<void> {
    return enqueueDeliveries(this.type, userIds, data, key);
  }

  /** Tells one user; inside a transaction only if that commits. */
  public notify(user: Pick<User, 'id'>, { key }: SendOptions = {}): Promise<void> {
    const { type } = this.constructor as typeof Notification;
    return enqueueDeliveries(type, [user.id], this.data, key);
  }

  /** The message of the mail channel: title and body, unless a class has one of its own. */
  public mail(user: User): Mailable {
    return new NotificationMail(user, { title: this.title, body: this.body });
  }
}
