import { Session } from '../models/Session.js';
import { User } from '../models/User.js';
import api from '../routes/api.js';
import web from '../routes/web.js';
import type { Module } from './Module.js';

/** Accounts, sessions and the system's own routes: what every application has. */
export const core: Module = {
  name: 'core',
  models: [User, Session],
  routes: [web, ...api],
  seeders: [() => import('../database/seeders/UserSeeder.js')],
};
