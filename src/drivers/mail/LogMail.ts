import { logger } from '../../logging/logger.js';
import { MailDriver, type Message } from './MailDriver.js';
import type { MailPreviews } from './MailPreviews.js';

/** Sends nothing: logs each message and, in development, saves it as a preview. */
export class LogMail extends MailDriver {
  /** @param previews null in production, where a message that is not sent deserves a warning */
  public constructor(private readonly previews: MailPreviews | null) {
    super();
  }

  protected async deliver(message: Message): Promise<void> {
    const { to, subject } = message;
    await this.previews?.add(message);
    if (this.previews) logger.info('Mail saved as a preview at /dev/mail', { to: to.address, subject });
    else logger.warn('Mail not sent, because MAIL_DRIVER is log', { to: to.address, subject });
  }
}
