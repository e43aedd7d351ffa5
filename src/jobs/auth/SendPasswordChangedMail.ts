import { PasswordChangedMail } from '../../mail/auth/PasswordChangedMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

interface Payload extends MailJobPayload {
  /** When it happened, ISO 8601. */
  at: string;
}

export class SendPasswordChangedMail extends MailJob<Payload> {
  public static readonly type = 'mail.password-changed';

  protected buildMail(user: User, { at }: Payload): PasswordChangedMail {
    return new PasswordChangedMail(user, { at });
  }
}
