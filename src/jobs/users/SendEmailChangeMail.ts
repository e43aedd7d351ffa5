import { EmailChangeRequestedMail } from '../../mail/users/EmailChangeRequestedMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

interface Payload extends MailJobPayload {
  oldEmail: string;
  newEmail: string;
}

/** Tells the old address that a new address was named for the account. */
export class SendEmailChangeMail extends MailJob<Payload> {
  public static readonly type = 'mail.email-change-requested';

  protected buildMail({ firstname, lastname }: User, { oldEmail, newEmail }: Payload): EmailChangeRequestedMail {
    return new EmailChangeRequestedMail({ firstname, lastname, email: oldEmail }, { newEmail });
  }
}
