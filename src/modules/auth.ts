import { PasswordChangedMail } from '../mail/auth/PasswordChangedMail.js';
import { ResetPasswordMail } from '../mail/auth/ResetPasswordMail.js';
import { TwoFactorDisabledMail } from '../mail/auth/TwoFactorDisabledMail.js';
import { TwoFactorEnabledMail } from '../mail/auth/TwoFactorEnabledMail.js';
import { VerifyEmailMail } from '../mail/auth/VerifyEmailMail.js';
import { ApiKey } from '../models/auth/ApiKey.js';
import { OneTimeToken } from '../models/auth/OneTimeToken.js';
import { Session } from '../models/auth/Session.js';
import { TwoFactorAttempt } from '../models/auth/TwoFactorAttempt.js';
import { TwoFactorRecoveryCode } from '../models/auth/TwoFactorRecoveryCode.js';
import { SecurityNotice } from '../notifications/auth/SecurityNotice.js';
import apiKeys from '../routes/auth/apiKeys.js';
import passwords from '../routes/auth/passwords.js';
import sessions from '../routes/auth/sessions.js';
import twoFactor from '../routes/auth/twoFactor.js';
import type { Module } from './Module.js';

/** Passwords, sessions, two-factor authentication and API keys. */
export const auth: Module = {
  name: 'auth',
  models: [Session, ApiKey, OneTimeToken, TwoFactorRecoveryCode, TwoFactorAttempt],
  routes: [sessions, passwords, twoFactor, apiKeys],
  jobs: [],
  mails: [ResetPasswordMail, PasswordChangedMail, VerifyEmailMail, TwoFactorEnabledMail, TwoFactorDisabledMail],
  schedule: [],
  retention: [
    { summary: 'Ended sessions', model: Session, rowsBefore: (moment) => Session.endedBefore(moment), keepDays: 1 },
    { summary: 'Ended API keys', model: ApiKey, rowsBefore: (moment) => ApiKey.endedBefore(moment), keepDays: 30 },
    {
      summary: 'Tokens that expired unused',
      model: OneTimeToken,
      rowsBefore: (moment) => OneTimeToken.expiredBefore(moment),
      keepDays: 0,
    },
  ],
  notifications: [SecurityNotice],
  seeders: [],
};
