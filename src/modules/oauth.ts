import { OAuthAccount } from '../models/oauth/OAuthAccount.js';
import oauthRoutes from '../routes/oauth/oauth.js';
import type { Module } from './Module.js';

/** Login with other providers (OAuth 2.0, OpenID Connect). */
export const oauth: Module = {
  name: 'oauth',
  models: [OAuthAccount],
  routes: [oauthRoutes],
  jobs: [],
  schedule: [],
  seeders: [],
};
