import { DeliverNotification } from '../jobs/DeliverNotification.js';
import { MakeThumbnail } from '../jobs/MakeThumbnail.js';
import { PurgeApiKeys } from '../jobs/PurgeApiKeys.js';
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
import { SendAccountExistsMail } from '../jobs/SendAccountExistsMail.js';
import { SendEmailChangedMail } from '../jobs/SendEmailChangedMail.js';
import { SendEmailChangeMail } from '../jobs/SendEmailChangeMail.js';
import { SendPasswordChangedMail } from '../jobs/SendPasswordChangedMail.js';
import { SendPasswordResetMail } from '../jobs/SendPasswordResetMail.js';
import { SendVerificationMail } from '../jobs/SendVerificationMail.js';
import { SendTwoFactorDisabledMail } from '../jobs/SendTwoFactorDisabledMail.js';
import { SendTwoFactorEnabledMail } from '../jobs/SendTwoFactorEnabledMail.js';
import { SendNotificationMail } from '../jobs/SendNotificationMail.js';
import { SendWeeklyReportMail } from '../jobs/SendWeeklyReportMail.js';
import { SendWeeklyReports } from '../jobs/SendWeeklyReports.js';
import { SendWelcomeMail } from '../jobs/SendWelcomeMail.js';
import { ApiKey } from '../models/ApiKey.js';
import { AuditLog } from '../models/AuditLog.js';
import { OAuthAccount } from '../models/OAuthAccount.js';
import { OneTimeToken } from '../models/OneTimeToken.js';
import { Profile } from '../models/Profile.js';
import { ScheduledRun } from '../models/ScheduledRun.js';
import { Session } from '../models/Session.js';
import { StoredFile } from '../models/StoredFile.js';
import { TwoFactorAttempts } from '../models/TwoFactorAttempts.js';
import { TwoFactorRecoveryCode } from '../models/TwoFactorRecoveryCode.js';
import { User } from '../models/User.js';
import { UserNotification } from '../models/UserNotification.js';
import { SecurityNotice } from '../notifications/SecurityNotice.js';
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
  models: [
    User,
    Session,
    ApiKey,
    OneTimeToken,
    OAuthAccount,
    TwoFactorRecoveryCode,
    TwoFactorAttempts,
    ScheduledRun,
    AuditLog,
    StoredFile,
    Profile,
    UserNotification,
  ],
  routes: [web, devMail, ...api],
  jobs: [
    SendWelcomeMail,
    SendGettingStartedMail,
    SendAccountExistsMail,
    SendEmailChangeMail,
    SendEmailChangedMail,
    SendPasswordChangedMail,
    SendPasswordResetMail,
    SendVerificationMail,
    SendDailySummaries,
    SendDailySummaryMail,
    SendWeeklyReports,
    SendWeeklyReportMail,
    SendTwoFactorEnabledMail,
    SendTwoFactorDisabledMail,
    PurgeSessions,
    PurgeTokens,
    PurgeApiKeys,
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
    { cron: '25 3 * * *', job: PurgeApiKeys, summary: 'Removes API keys that ended a month ago' },
    { cron: '30 3 * * *', job: PurgeOrphanedFiles, summary: 'Removes files that nobody owns' },
    { cron: '40 3 * * *', job: PurgeNotifications, summary: 'Removes notifications that were read long ago' },
    { cron: '35 3 * * *', job: PurgeUsers, summary: 'Removes the personal data of users deleted a month ago' },
  ],
  notifications: [WelcomeNotification, SecurityNotice],
  personalData: [...accountData, auditTrail],
  seeders: [() => import('../database/seeders/UserSeeder.js')],
};
