import { env } from './env.js';

const DEFAULT_LEVELS = { development: 'debug', test: 'error', production: 'info' } as const;

export const loggingConfig = {
  level: env.LOG_LEVEL ?? DEFAULT_LEVELS[env.NODE_ENV],
  json: env.NODE_ENV === 'production',
  sql: env.NODE_ENV === 'development',
  /** Also logs to this file, rotated; off unless set, because whoever runs the server collects its output. */
  file: env.LOG_FILE,
};
