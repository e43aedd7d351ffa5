import { env } from './env.js';

export const limitsConfig = {
  anonymous: env.RATE_LIMIT_ANONYMOUS,
  user: env.RATE_LIMIT_USER,
  auth: env.RATE_LIMIT_AUTH,
  refresh: env.RATE_LIMIT_REFRESH,
  register: env.RATE_LIMIT_REGISTER,
  comments: env.RATE_LIMIT_COMMENTS,
  uploads: env.RATE_LIMIT_UPLOADS,
};
