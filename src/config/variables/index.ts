import { z } from 'zod';
import { auth } from './auth.js';
import { database } from './database.js';
import { limits } from './limits.js';
import { mail } from './mail.js';
import { oauth } from './oauth.js';
import { server } from './server.js';
import { services } from './services.js';
import { storage } from './storage.js';

/**
 * Every environment variable by topic, with its default and its meaning. `npx lumina env:document` writes `.env.example`
 * and the table in README.md from it.
 */
export const variableGroups = {
  Server: server,
  Database: database,
  Authentication: auth,
  'OAuth logins': oauth,
  'Rate limits (number/period, or off)': limits,
  'Redis, cache and queue': services,
  Mail: mail,
  'File storage': storage,
};

export const Env = z.object({ ...server, ...database, ...auth, ...oauth, ...limits, ...services, ...mail, ...storage });

export type Env = z.output<typeof Env>;
