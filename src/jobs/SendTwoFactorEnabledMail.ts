import { TwoFactorEnabledMail } from '../mail/TwoFactorEnabledMail.js';
import type { User } from '../models/User.js';
import { MailJob } from './MailJob.js';

export class SendTwoFactorEnabledMail extends MailJob {
  public static readonly type = 'mail.two-factor-enabled';

  protected mailTo(user: User): TwoFactorEnabledMail {
    return new TwoFactorEnabledMail(user);
  }
}
