import { WeeklyReportMail } from '../../mail/operations/WeeklyReportMail.js';
import type { User } from '../../models/users/User.js';
import ReportService from '../../services/operations/ReportService.js';
import { MailJob } from '../MailJob.js';

/** Tells one administrator how the last week went. */
export class SendWeeklyReportMail extends MailJob {
  public static readonly type = 'mail.weekly-report';

  protected async buildMail(user: User): Promise<WeeklyReportMail> {
    return new WeeklyReportMail(user, await ReportService.build(7));
  }
}
