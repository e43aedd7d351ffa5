import { AuditLog } from '../audit/AuditLog.js';
import { RecordAudit } from '../audit/RecordAudit.js';
import { PurgeExpired } from '../jobs/operations/PurgeExpired.js';
import { SendDailySummaries } from '../jobs/operations/SendDailySummaries.js';
import { SendWeeklyReports } from '../jobs/operations/SendWeeklyReports.js';
import { DailySummaryMail } from '../mail/operations/DailySummaryMail.js';
import { WeeklyReportMail } from '../mail/operations/WeeklyReportMail.js';
import { ScheduledRun } from '../models/operations/ScheduledRun.js';
import admin from '../routes/operations/admin.js';
import dashboard from '../routes/operations/dashboard.js';
import devMail from '../routes/operations/devMail.js';
import web from '../routes/operations/web.js';
import type { Module } from './Module.js';

/** Health, metrics, queues, audit trail, reports and the pages of the server itself. */
export const operations: Module = {
  name: 'operations',
  models: [ScheduledRun, AuditLog],
  routes: [web, devMail, dashboard, admin],
  jobs: [SendDailySummaries, SendWeeklyReports, RecordAudit, PurgeExpired],
  mails: [DailySummaryMail, WeeklyReportMail],
  schedule: [
    { cron: '15 3 * * *', job: PurgeExpired, summary: 'Removes data whose retention period is over' },
    { cron: '0 9 * * *', job: SendDailySummaries, summary: 'Sends administrators the daily summary' },
    { cron: '0 10 * * 1', job: SendWeeklyReports, summary: 'Sends administrators the weekly report' },
  ],
  seeders: [],
};
