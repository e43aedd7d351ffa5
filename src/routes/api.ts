import admin from './admin.js';
import auth from './auth.js';
import oauth from './oauth.js';
import users from './users.js';

/** The core's routes below /api. */
export default [auth, oauth, users, admin];
