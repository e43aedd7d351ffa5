import type { QueueName } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import type { UserPayload } from '../../mail/Mailable.js';
import type { MailClass } from '../../mail/MailClass.js';
import { User } from '../../models/users/User.js';
import { deriveUuid } from '../../utils/uuid.js';
import { Job, type JobContext } from '../Job.js';
import { SendMail } from '../SendMail.js';

/** Enqueues one mail per approved administrator. The ids are derived, so running twice sends each of them once. */
export abstract class AdminMailJob extends Job<object> {
  public static override readonly queue: QueueName = 'mail';

  protected abstract readonly mail: MailClass<UserPayload>;

  public async handle(_payload: object, { id }: JobContext): Promise<void> {
    const where = { role: 'admin', status: 'approved' } as const;
    const admins = await User.findAll({ attributes: ['id'], where, order: ['id'] });
    await queue.push(
      admins.map(({ id: userId }) => SendMail.createFor(this.mail, { userId }, { id: deriveUuid(id, userId) })),
    );
  }
}
