import { appConfig } from '../../config/app.js';
import ReportService, { type Report } from '../../services/operations/ReportService.js';
import { Mailable } from '../Mailable.js';

/** Reports the last 24 hours to an administrator. */
export class DailySummaryMail extends Mailable {
  public static readonly type = 'mail.daily-summary';
  public readonly template = 'operations/daily-summary';
  public readonly subject = `${appConfig.title} daily summary`;

  protected override loadData(): Promise<Report> {
    return ReportService.build(1);
  }
}
