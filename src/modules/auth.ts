import { PurgeSessions } from '../jobs/auth/PurgeSessions.js';
import { PurgeTokens } from '../jobs/auth/PurgeTokens.js';
import { PurgeApiKeys } from '../jobs/auth/PurgeApiKeys.js';
import { PasswordChangedMail } from '../mail/auth/PasswordChangedMail.js';
import { ResetPasswordMail } from '../mail/auth/ResetPasswordMail.js';
import { TwoFactorDisabledMail } from '../mail/auth/TwoFactorDisabledMail.js';
import { TwoFactorEnabledMail } from '../mail/auth/TwoFactorEnabledMail.js';
import { VerifyEmailMail } from '../mail/auth/VerifyEmailMail.js';
import { Session } from '../models/auth/Session.js';
import { ApiKey } from '../models/auth/ApiKey.js';
import { OneTimeToken } from '../models/auth/OneTimeToken.js';
import { TwoFactorRecoveryCode } from '../models/auth/TwoFactorRecoveryCode.js';
import { TwoFactorAttempt } from '../models/auth/TwoFactorAttempt.js';
import { SecurityNotice } from '../notifications/auth/SecurityNotice.js';
import passwords from '../routes/auth/passwords.js';
import sessions from '../routes/auth/sessions.js';
import twoFactor from '../routes/auth/twoFactor.js';
import apiKeys from '../routes/auth/apiKeys.js';
import type { Module } from './Module.js';

/** Passwords, sessions, two-factor authentication and API keys. */
export const auth: Module = {
  name: 'auth',
  models: [Session, ApiKey, OneTimeToken, TwoFactorRecoveryCode, TwoFactorAttempt],
  routes: [sessions, passwords, twoFactor, apiKeys],
  jobs: [PurgeSessions, PurgeTokens, PurgeApiKeys],
  mails: [ResetPasswordMail, PasswordChangedMail, VerifyEmailMail, TwoFactorEnabledMail, TwoFactorDisabledMail],
  schedule: [
    { cron: '15 3 * * *', job: PurgeSessions, summary: 'Removes sessions that ended a day ago' },
    { cron: '20 3 * * *', job: PurgeTokens, summary: 'Removes tokens that expired unused' },
    { cron: '25 3 * * *', job: PurgeApiKeys, summary: 'Removes API keys that ended a month ago' },
  ],
  notifications: [SecurityNotice],
  seeders: [],
};
