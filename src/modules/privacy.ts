import { PurgeUsers } from '../jobs/privacy/PurgeUsers.js';
import { AccountDeletedMail } from '../mail/privacy/AccountDeletedMail.js';
import privacyRoutes from '../routes/privacy/privacy.js';
import { accountData } from '../services/privacy/account.js';
import { auditTrail } from '../services/privacy/auditTrail.js';
import type { Module } from './Module.js';

/** Export and erasure of personal data (GDPR). */
export const privacy: Module = {
  name: 'privacy',
  models: [],
  routes: [privacyRoutes],
  jobs: [PurgeUsers],
  mails: [AccountDeletedMail],
  schedule: [
    { cron: '35 3 * * *', job: PurgeUsers, summary: 'Removes the personal data of users deleted a month ago' },
  ],
  personalData: [...accountData, auditTrail],
  seeders: [],
};
