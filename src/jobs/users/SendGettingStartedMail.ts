import { GettingStartedMail } from '../../mail/users/GettingStartedMail.js';
import type { User } from '../../models/users/User.js';
import { MailJob } from '../MailJob.js';

export class SendGettingStartedMail extends MailJob {
  public static readonly type = 'mail.getting-started';

  protected buildMail(user: User): GettingStartedMail {
    return new GettingStartedMail(user);
  }
}
