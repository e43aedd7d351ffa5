import { DailySummaryMail } from '../../mail/operations/DailySummaryMail.js';
import { AdminMailJob } from './AdminMailJob.js';

export class SendDailySummaries extends AdminMailJob {
  public static readonly type = 'reports.daily';
  protected readonly mail = DailySummaryMail;
}
