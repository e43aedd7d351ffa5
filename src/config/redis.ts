import { env } from './env.js';

export const redisConfig = {
  /** Where Redis is, if it is used at all. */
  url: env.REDIS_URL,
  /** Begins every key, so that several applications can share a server. */
  prefix: env.REDIS_PREFIX,
  /** Milliseconds. A command that a dead server does not answer must not hold a request; a silent connection is replaced. */
  timeoutsMs: { connect: 2_000, command: 500, socket: 5_000 },
};
