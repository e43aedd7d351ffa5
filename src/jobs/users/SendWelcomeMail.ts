import { WelcomeMail } from '../../mail/users/WelcomeMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob } from '../MailJob.js';

export class SendWelcomeMail extends MailJob {
  public static readonly type = 'mail.welcome';

  protected buildMail(user: User): WelcomeMail {
    return new WelcomeMail(user);
  }
}
