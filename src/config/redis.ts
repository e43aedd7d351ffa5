import { env } from './env.js';

export const redisConfig = {
  /** URL of Redis, if it is used. */
  url: env.REDIS_URL,
  /** Key prefix, so that applications can share a server. */
  prefix: env.REDIS_PREFIX,
  /** Milliseconds. A dead server must not block requests; a silent connection is replaced. */
  timeoutsMs: { connect: 2_000, command: 500, socket: 5_000 },
};
