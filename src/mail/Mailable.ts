import { appConfig } from '../config/app.js';
import { mailConfig } from '../config/mail.js';
import type { Message } from '../drivers/mail/MailDriver.js';
import { queue } from '../drivers/queue/index.js';
import type { NewJob } from '../drivers/queue/QueueDriver.js';
import type { JobOptions } from '../jobs/Job.js';
import { SendMail } from '../jobs/SendMail.js';
import { User } from '../models/users/User.js';
import type { Mail, MailClass, MailPayload } from './MailClass.js';
import { safeFirstName, singleLine } from './safeText.js';

export interface UserPayload {
  userId: number;
}

/**
 * A mail: recipient, subject and content. Everything is loaded when it is sent, so it says what is true by then, and its
 * payload holds no secrets.
 */
export abstract class Mailable<P extends MailPayload = UserPayload> implements Mail {
  /** Its templates are `views/emails/<template>.hbs` and `views/emails/<template>.text.hbs`. */
  public abstract readonly template: string;
  public abstract readonly subject: string;

  public constructor(protected readonly payload: P) {}

  /** Makes the job that sends the mail without enqueueing it. */
  public static create<P extends MailPayload>(this: MailClass<P>, payload: NoInfer<P>, options?: JobOptions): NewJob {
    return SendMail.createFor(this, payload, options);
  }

  /** Enqueues the mail and returns the job's id. Inside a transaction the mail is sent only if that commits. */
  public static async dispatch<P extends MailPayload>(
    this: MailClass<P>,
    payload: NoInfer<P>,
    options?: JobOptions,
  ): Promise<string> {
    const job = SendMail.createFor(this, payload, options);
    await queue.push([job]);
    return job.id;
  }

  public findRecipient(): Promise<User | null> {
    const payload: MailPayload = this.payload;
    const where = 'userId' in payload ? { id: payload.userId } : { email: payload.email };
    return User.findOne({ where });
  }

  /**
   * The message, or null if there is no longer a reason to send it.
   *
   * @param id becomes the Message-ID, the same for every attempt
   */
  public async buildMessage(user: User, id: string): Promise<Message | null> {
    const content = await this.loadData(user);
    if (!content) return null;
    // Loaded with the first message: a server that sends none does not need the template engine in memory.
    const { renderHtml, renderText } = await import('./templates.js');
    const { template } = this;
    const subject = singleLine(this.subject);
    const to = { name: singleLine(`${user.firstname} ${user.lastname}`), address: this.getAddress(user) };
    const recipient = { firstname: safeFirstName(user.firstname), email: to.address };
    const data = { ...content, app: appConfig.title, subject, recipient };
    const message = { id: `${id}@${mailConfig.from.address.split('@')[1]}`, from: mailConfig.from, to, subject };
    return { ...message, html: renderHtml(template, data), text: renderText(template, data) };
  }

  /** The user's current address, unless a mail is about another one. */
  protected getAddress(user: User): string {
    return user.email;
  }

  /** The data of the templates, or null if there is no longer a reason to send the mail. Tokens are issued here. */
  protected loadData(_user: User): object | null | Promise<object | null> {
    return {};
  }
}
