import { z } from 'zod';
import { integer, list, oneOf, sentryDsn, serverUrl } from '../schema.js';

/** Server. */
export const server = {
  NODE_ENV: oneOf(['development', 'test', 'production'])
    .prefault('development')
    .describe('development, test or production'),
  APP_PORT: integer(0, 65_535).prefault('3000').describe('Port of the HTTP server'),
  APP_HOST: z.string().optional().describe('Address to bind; all interfaces if blank'),
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .optional()
    .describe('Public URL of the API, used in links; http://localhost:<APP_PORT> if blank'),
  FRONTEND_URL: serverUrl('http', 'https')
    .optional()
    .describe(
      'URL of the front end: emails link to its /verify-email and /reset-password pages, and OAuth logins return to it; APP_URL if blank',
    ),
  TRUST_PROXY: integer(0, 16)
    .prefault('0')
    .describe('Number of reverse proxies in front of the server, for X-Forwarded-For'),
  CORS_ORIGINS: list
    .prefault('')
    .describe(
      'Origins that may call the API from a browser, separated by commas; blank: any in development, none in production',
    ),
  WEB_CONCURRENCY: z
    .union([z.literal('auto'), integer(1, 128)], { error: 'must be auto or a number' })
    .prefault('1')
    .describe('Number of server processes, or auto for one per core; always 1 with SQLite'),
  LOG_LEVEL: oneOf(['error', 'warn', 'info', 'debug'])
    .optional()
    .describe('error, warn, info or debug; blank: debug in development (with SQL), info in production'),
  LOG_FILE: z.string().optional().describe('Additional log file, rotated at 10 MB; none if blank'),
  MAINTENANCE_SECRET: z
    .string()
    .optional()
    .describe('Secret for the X-Bypass-Maintenance header, which passes through maintenance mode'),
  MAINTENANCE_FILE: z
    .string()
    .prefault('maintenance.lock')
    .describe('File that turns maintenance mode on while it exists'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe(
      'Bearer token for /metrics in production (at least 16 characters); blank: /metrics is closed in production',
    ),
  SENTRY_DSN: sentryDsn.optional().describe('DSN of the Sentry project that receives error reports; none if blank'),
};
