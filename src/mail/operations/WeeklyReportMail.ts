import { appConfig } from '../../config/app.js';
import ReportService, { type Report } from '../../services/operations/ReportService.js';
import { Mailable } from '../Mailable.js';

/** Reports the last seven days to an administrator. */
export class WeeklyReportMail extends Mailable {
  public static readonly type = 'mail.weekly-report';
  public readonly template = 'operations/weekly-report';
  public readonly subject = `${appConfig.title} weekly report`;

  protected override loadData(): Promise<Report> {
    return ReportService.build(7);
  }
}
