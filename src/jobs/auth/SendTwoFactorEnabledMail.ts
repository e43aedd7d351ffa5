import { TwoFactorEnabledMail } from '../../mail/auth/TwoFactorEnabledMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob } from '../MailJob.js';

export class SendTwoFactorEnabledMail extends MailJob {
  public static readonly type = 'mail.two-factor-enabled';

  protected buildMail(user: User): TwoFactorEnabledMail {
    return new TwoFactorEnabledMail(user);
  }
}
