import { env } from './env.js';

export const limitsConfig = {
  anonymous: env.RATE_LIMIT_ANONYMOUS,
  user: env.RATE_LIMIT_USER,
  auth: env.RATE_LIMIT_AUTH,
  refresh: env.RATE_LIMIT_REFRESH,
  register: env.RATE_LIMIT_REGISTER,
  account: env.RATE_LIMIT_ACCOUNT,
  address: env.RATE_LIMIT_ADDRESS,
  recovery: env.RATE_LIMIT_RECOVERY,
  verification: env.RATE_LIMIT_VERIFICATION,
  uploads: env.RATE_LIMIT_UPLOADS,
  twoFactor: env.RATE_LIMIT_TWO_FACTOR,
};
