import { AccountDeletedMail } from '../../mail/privacy/AccountDeletedMail.js';
import { User } from '../../models/users/User.js';
import { purgeDate } from '../../services/privacy/retention.js';
import { clock } from '../../utils/clock.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

/** Confirms to whoever deleted their account that it is gone. */
export class SendAccountDeletedMail extends MailJob {
  public static readonly type = 'mail.account-deleted';

  protected override recipient({ userId }: MailJobPayload): Promise<User | null> {
    return User.findOne({ where: { id: userId, purgedAt: null }, paranoid: false, useMaster: true });
  }

  protected buildMail(user: User): AccountDeletedMail {
    return new AccountDeletedMail(user, purgeDate(user.deletedAt ?? clock.now()));
  }
}
