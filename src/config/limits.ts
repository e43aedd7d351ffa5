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
  /** The share of a limit after which requests are slowed down; null: never. */
  after: env.SLOW_DOWN_AFTER,
  /** Milliseconds, for the last request that a limit allows. */
  maxDelayMs: 1_000,
  /** Requests that a process holds back at a time. */
  maxDelayedRequests: 100,
};
