import type { QueueName } from '../config/queue.js';
import type { Mailable } from '../mail/Mailable.js';
import { User } from '../models/users/User.js';
import { Job, type JobContext } from './Job.js';

export interface MailJobPayload {
  userId: number;
}

/**
 * Sends one message to one user, so that an address which is refused repeats nobody else's mail. Every refusal is tried
 * again, a permanent one too: servers say 550 for what passes, such as a full mailbox or a greylist.
 */
export abstract class MailJob<P extends MailJobPayload = MailJobPayload> extends Job<P> {
  public static override readonly queue: QueueName = 'mail';

  /** Sends nothing to a user who was deleted, suspended or never approved meanwhile. */
  public async handle(payload: P, { id, log }: JobContext): Promise<void> {
    const user = await this.recipient(payload);
    if (user?.status !== 'approved') return log('Not sent: the user is not there or not approved');
    const mail = await this.buildMail(user, payload);
    if (!mail) return log('Not sent: there is no reason to any more');
    await mail.send(id);
  }

  protected recipient({ userId }: P): Promise<User | null> {
    // A replica may not know yet who registered a moment ago.
    return User.findByPk(userId, { useMaster: true });
  }

  /** The message, or null where it has become pointless. Tokens are made here: a job's payload holds no secrets. */
  protected abstract buildMail(user: User, payload: P): Mailable | null | Promise<Mailable | null>;
}
