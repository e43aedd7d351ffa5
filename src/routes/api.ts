import admin from './admin.js';
import apiKeys from './apiKeys.js';
import auth from './auth.js';
import dashboard from './dashboard.js';
import notifications from './notifications.js';
import oauth from './oauth.js';
import privacy from './privacy.js';
import profiles from './profiles.js';
import twoFactor from './twoFactor.js';
import users from './users.js';

/** The core's routes below /api. */
export default [auth, oauth, twoFactor, apiKeys, users, profiles, notifications, dashboard, privacy, admin];
