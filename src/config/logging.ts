import { env } from './env.js';

const DEFAULT_LEVELS = { development: 'debug', test: 'error', production: 'info' } as const;

export const loggingConfig = {
  level: env.LOG_LEVEL ?? DEFAULT_LEVELS[env.NODE_ENV],
  json: env.NODE_ENV === 'production',
  sql: env.NODE_ENV === 'development',
  /** Rotated log file; unset by default, because platforms usually collect the output. */
  file: env.LOG_FILE,
};
