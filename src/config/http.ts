import { env } from './env.js';

export const httpConfig = {
  /** How many proxies stand in front; 0 makes X-Forwarded-For count for nothing. */
  trustProxy: env.TRUST_PROXY,
  corsOrigins: env.CORS_ORIGINS.length > 0 || env.NODE_ENV === 'production' ? env.CORS_ORIGINS : ['*'],
  bodyLimit: '1mb',
  /** Milliseconds. Node's own defaults let a slow client hold a socket for minutes. */
  timeoutsMs: {
    headers: 10_000,
    request: 30_000,
    keepAlive: 5_000,
    socket: 60_000,
    checkInterval: 5_000,
    drain: 8_000,
    shutdown: 9_500,
  },
};
