import admin from './admin.js';
import apiKeys from './apiKeys.js';
import auth from './auth.js';
import twoFactor from './twoFactor.js';
import users from './users.js';

/** The core's routes below /api. */
export default [auth, twoFactor, apiKeys, users, admin];
