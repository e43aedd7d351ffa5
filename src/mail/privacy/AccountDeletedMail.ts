import { appConfig } from '../../config/app.js';
import { User } from '../../models/users/User.js';
import { purgeDate } from '../../services/privacy/retention.js';
import { clock } from '../../utils/clock.js';
import { Mailable } from '../Mailable.js';

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Confirms that an account was deleted, and says until when it can be restored. */
export class AccountDeletedMail extends Mailable {
  public static readonly type = 'mail.account-deleted';
  public readonly template = 'privacy/account-deleted';
  public readonly subject = `Your ${appConfig.title} account was deleted`;

  public override findRecipient(): Promise<User | null> {
    const where = { id: this.payload.userId, purgedAt: null };
    return User.findOne({ where, paranoid: false });
  }

  protected override loadData(user: User): object {
    return { until: dateFormat.format(purgeDate(user.deletedAt ?? clock.now())) };
  }
}
