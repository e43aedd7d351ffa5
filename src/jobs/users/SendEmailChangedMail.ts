import { EmailChangedMail } from '../../mail/users/EmailChangedMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

interface Payload extends MailJobPayload {
  oldEmail: string;
  newEmail: string;
}

/** Tells the old address that the account has another address now. */
export class SendEmailChangedMail extends MailJob<Payload> {
  public static readonly type = 'mail.email-changed';

  protected buildMail({ firstname, lastname }: User, { oldEmail, newEmail }: Payload): EmailChangedMail {
    return new EmailChangedMail({ firstname, lastname, email: oldEmail }, { newEmail });
  }
}
