import { env } from './env.js';

export const limitsConfig = {
  anonymous: env.RATE_LIMIT_ANONYMOUS,
  user: env.RATE_LIMIT_USER,
  premium: env.RATE_LIMIT_PREMIUM,
  auth: env.RATE_LIMIT_AUTH,
  refresh: env.RATE_LIMIT_REFRESH,
  register: env.RATE_LIMIT_REGISTER,
  account: env.RATE_LIMIT_ACCOUNT,
  address: env.RATE_LIMIT_ADDRESS,
  recovery: env.RATE_LIMIT_RECOVERY,
  verification: env.RATE_LIMIT_VERIFICATION,
  uploads: env.RATE_LIMIT_UPLOADS,
  twoFactor: env.RATE_LIMIT_TWO_FACTOR,
  oauth: env.RATE_LIMIT_OAUTH,
  writes: env.RATE_LIMIT_WRITES,
};

export const slowDownConfig = {
  /** Share of a limit after which requests are delayed; null disables it. */
  after: env.SLOW_DOWN_AFTER,
  /** Delay in milliseconds of the last request within a limit. */
  maxDelayMs: 1_000,
  /** Maximum number of requests that a process delays at the same time. */
  maxDelayedRequests: 100,
};
