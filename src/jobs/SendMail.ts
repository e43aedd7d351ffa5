import type { QueueName } from '../config/queue.js';
import { getMailDriver } from '../drivers/mail/index.js';
import type { NewJob } from '../drivers/queue/QueueDriver.js';
import type { MailClass, MailPayload } from '../mail/MailClass.js';
import { createJob, Job, type JobContext, type JobOptions } from './Job.js';

/**
 * Sends one mail to one user, so that a rejected address repeats nobody else's mail. Permanent errors (5xx) are retried
 * too: servers also answer 550 to a full mailbox or while greylisting.
 */
export class SendMail<P extends MailPayload> extends Job<P> {
  public static override readonly queue: QueueName = 'mail';

  public constructor(private readonly mailClass: MailClass<P>) {
    super();
  }

  /** Makes the job of a mail without enqueueing it. The job has the mail's type. */
  public static createFor<P extends MailPayload>(mailClass: MailClass<P>, payload: P, options?: JobOptions): NewJob {
    const { queue, attempts, backoff } = SendMail;
    return createJob({ type: mailClass.type, queue, attempts, backoff }, new SendMail(mailClass), payload, options);
  }

  /** @throws Error with the server's words if it rejected the message */
  public async handle(payload: P, { id, log }: JobContext): Promise<void> {
    const mail = new this.mailClass(payload);
    const user = await mail.findRecipient();
    if (user?.status !== 'approved') return log('Not sent: the user does not exist or is not approved');
    const message = await mail.buildMessage(user, id);
    if (!message) return log('Not sent: no longer needed');
    const driver = await getMailDriver();
    await driver.send(message);
  }
}
