import { AdminMailJob } from './AdminMailJob.js';
import { SendWeeklyReportMail } from './SendWeeklyReportMail.js';

/** Has every administrator told how the last week went. */
export class SendWeeklyReports extends AdminMailJob {
  public static readonly type = 'reports.weekly';
  protected readonly mail = SendWeeklyReportMail;
}
