import type { QueueName } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import { User } from '../../models/users/User.js';
import { deriveUuid } from '../../utils/uuid.js';
import { Job, type JobClass, type JobContext } from '../Job.js';
import type { MailJobPayload } from '../MailJob.js';

type MailJobClass = JobClass<MailJobPayload> & Pick<typeof Job, 'create'>;

/** Hands in one mail for each approved administrator; run twice, it hands in the same ones. */
export abstract class AdminMailJob extends Job<object> {
  public static override readonly queue: QueueName = 'mail';

  protected abstract readonly mail: MailJobClass;

  public async handle(_payload: object, { id }: JobContext): Promise<void> {
    const where = { role: 'admin', status: 'approved' } as const;
    const admins = await User.findAll({ attributes: ['id'], where, order: ['id'] });
    await queue.push(admins.map(({ id: userId }) => ({ ...this.mail.create({ userId }), id: deriveUuid(id, userId) })));
  }
}
