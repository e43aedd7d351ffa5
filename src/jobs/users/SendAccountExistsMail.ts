import { AccountExistsMail } from '../../mail/users/AccountExistsMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob } from '../MailJob.js';

export class SendAccountExistsMail extends MailJob {
  public static readonly type = 'mail.account-exists';

  protected buildMail(user: User): AccountExistsMail {
    return new AccountExistsMail(user);
  }
}
