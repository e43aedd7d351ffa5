import { DeliverNotification } from '../jobs/DeliverNotification.js';
import { MakeThumbnail } from '../jobs/MakeThumbnail.js';
import { PurgeNotifications } from '../jobs/PurgeNotifications.js';
import { PurgeOrphanedFiles } from '../jobs/PurgeOrphanedFiles.js';
import { PurgeSessions } from '../jobs/PurgeSessions.js';
import { PurgeTokens } from '../jobs/PurgeTokens.js';
import { PurgeUsers } from '../jobs/PurgeUsers.js';
import { RecordAudit } from '../jobs/RecordAudit.js';
import { SendAccountDeletedMail } from '../jobs/SendAccountDeletedMail.js';
import { SendDailySummaries } from '../jobs/SendDailySummaries.js';
import { SendDailySummaryMail } from '../jobs/SendDailySummaryMail.js';
import { SendGettingStartedMail } from '../jobs/SendGettingStartedMail.js';
import { SendNotificationMail } from '../jobs/SendNotificationMail.js';
import { SendWeeklyReportMail } from '../jobs/SendWeeklyReportMail.js';
import { SendWeeklyReports } from '../jobs/SendWeeklyReports.js';
import { SendWelcomeMail } from '../jobs/SendWelcomeMail.js';
import { AuditLog } from '../models/AuditLog.js';
import { OneTimeToken } from '../models/OneTimeToken.js';
import { Profile } from '../models/Profile.js';
import { ScheduledRun } from '../models/ScheduledRun.js';
import { Session } from '../models/Session.js';
import { StoredFile } from '../models/StoredFile.js';
import { User } from '../models/User.js';
import { UserNotification } from '../models/UserNotification.js';
import { WelcomeNotification } from '../notifications/WelcomeNotification.js';
import api from '../routes/api.js';
import devMail from '../routes/devMail.js';
import web from '../routes/web.js';
import { accountData } from '../services/privacy/account.js';
import { auditTrail } from '../services/privacy/auditTrail.js';
import type { Module } from './Module.js';

/** Accounts, sessions and the system's own routes: what every application has. */
export const core: Module = {
  name: 'core',
  models: [User, Session, OneTimeToken, ScheduledRun, AuditLog, StoredFile, Profile, UserNotification],
  routes: [web, devMail, ...api],
  jobs: [
    SendWelcomeMail,
    SendGettingStartedMail,
    SendDailySummaries,
    SendDailySummaryMail,
    SendWeeklyReports,
    SendWeeklyReportMail,
    PurgeSessions,
    PurgeTokens,
    MakeThumbnail,
    PurgeOrphanedFiles,
    RecordAudit,
    DeliverNotification,
    SendNotificationMail,
    PurgeNotifications,
    PurgeUsers,
    SendAccountDeletedMail,
  ],
  schedule: [
    { cron: '0 9 * * *', job: SendDailySummaries, summary: 'Mails administrators how the day went' },
    { cron: '0 10 * * 1', job: SendWeeklyReports, summary: 'Mails administrators how the week went' },
    { cron: '15 3 * * *', job: PurgeSessions, summary: 'Removes sessions that ended a day ago' },
    { cron: '20 3 * * *', job: PurgeTokens, summary: 'Removes tokens that expired unused' },
    { cron: '30 3 * * *', job: PurgeOrphanedFiles, summary: 'Removes files that nobody owns' },
    { cron: '25 3 * * *', job: PurgeNotifications, summary: 'Removes notifications that were read long ago' },
    { cron: '35 3 * * *', job: PurgeUsers, summary: 'Removes the personal data of users deleted a month ago' },
  ],
  notifications: [WelcomeNotification],
  personalData: [...accountData, auditTrail],
  seeders: [() => import('../database/seeders/UserSeeder.js')],
};
