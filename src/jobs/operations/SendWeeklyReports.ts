import { WeeklyReportMail } from '../../mail/operations/WeeklyReportMail.js';
import { AdminMailJob } from './AdminMailJob.js';

export class SendWeeklyReports extends AdminMailJob {
  public static readonly type = 'reports.weekly';
  protected readonly mail = WeeklyReportMail;
}
