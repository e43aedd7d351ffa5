import { appConfig } from '../../config/app.js';
import type { Report } from '../../services/operations/ReportService.js';
import { Mailable } from '../Mailable.js';

/** Tells an administrator what happened within a week, and who uses the application. */
export class WeeklyReportMail extends Mailable<Report> {
  protected readonly template = 'weekly-report';
  protected readonly subject = `${appConfig.title}: weekly report`;
}
