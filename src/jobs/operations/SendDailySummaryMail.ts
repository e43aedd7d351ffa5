import { DailySummaryMail } from '../../mail/operations/DailySummaryMail.js';
import type { User } from '../../models/users/User.js';
import ReportService from '../../services/operations/ReportService.js';
import { MailJob } from '../MailJob.js';

/** Tells one administrator how the last day went. */
export class SendDailySummaryMail extends MailJob {
  public static readonly type = 'mail.daily-summary';

  protected async buildMail(user: User): Promise<DailySummaryMail> {
    return new DailySummaryMail(user, await ReportService.build(1));
  }
}
