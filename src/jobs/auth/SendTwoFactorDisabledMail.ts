import { TwoFactorDisabledMail } from '../../mail/auth/TwoFactorDisabledMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob } from '../MailJob.js';

export class SendTwoFactorDisabledMail extends MailJob {
  public static readonly type = 'mail.two-factor-disabled';

  protected buildMail(user: User): TwoFactorDisabledMail {
    return new TwoFactorDisabledMail(user);
  }
}
