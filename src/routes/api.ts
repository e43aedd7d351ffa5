import admin from './admin.js';
import auth from './auth.js';
import dashboard from './dashboard.js';
import notifications from './notifications.js';
import privacy from './privacy.js';
import profiles from './profiles.js';
import users from './users.js';

/** The core's routes below /api. */
export default [auth, users, profiles, notifications, dashboard, privacy, admin];
