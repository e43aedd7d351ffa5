import { env } from './env.js';

export const httpConfig = {
  /** Number of reverse proxies in front of the server; with 0, X-Forwarded-For is ignored. */
  trustProxy: env.TRUST_PROXY,
  corsOrigins: env.CORS_ORIGINS.length > 0 || env.NODE_ENV === 'production' ? env.CORS_ORIGINS : ['*'],
  bodyLimit: '1mb',
  /** Milliseconds. With Node's defaults, a slow client can hold a socket for minutes. */
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
