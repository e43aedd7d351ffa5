import { OAuthAccount } from '../models/oauth/OAuthAccount.js';
import oauthRoutes from '../routes/oauth/oauth.js';
import type { Module } from './Module.js';

/** Logins with other providers. */
export const oauth: Module = {
  name: 'oauth',
  models: [OAuthAccount],
  routes: [oauthRoutes],
  jobs: [],
  schedule: [],
  seeders: [],
};
