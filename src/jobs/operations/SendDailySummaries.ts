import { AdminMailJob } from './AdminMailJob.js';
import { SendDailySummaryMail } from './SendDailySummaryMail.js';

/** Has every administrator told how the last day went. */
export class SendDailySummaries extends AdminMailJob {
  public static readonly type = 'reports.daily';
  protected readonly mail = SendDailySummaryMail;
}
