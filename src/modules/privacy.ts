import { AccountDeletedMail } from '../mail/privacy/AccountDeletedMail.js';
import privacyRoutes from '../routes/privacy/privacy.js';
import { accountData } from '../services/privacy/account.js';
import { auditTrail } from '../services/privacy/auditTrail.js';
import PurgeService from '../services/privacy/PurgeService.js';
import type { Module } from './Module.js';

/** Export and erasure of personal data (GDPR). */
export const privacy: Module = {
  name: 'privacy',
  models: [],
  routes: [privacyRoutes],
  jobs: [],
  mails: [AccountDeletedMail],
  schedule: [],
  retention: [{ summary: 'Personal data of deleted users', purge: (signal) => PurgeService.purgeUsers(signal) }],
  personalData: [...accountData, auditTrail],
  seeders: [],
};
