import { appConfig } from '../../config/app.js';
import type { Report } from '../../services/operations/ReportService.js';
import { Mailable } from '../Mailable.js';

/** Tells an administrator what happened within a day. */
export class DailySummaryMail extends Mailable<Report> {
  protected readonly template = 'daily-summary';
  protected readonly subject = `${appConfig.title}: daily summary`;
}
