import { appConfig } from './app.js';
import { env } from './env.js';
import { queueConfig } from './queue.js';

const store = env.CACHE_STORE ?? (env.REDIS_URL ? 'redis' : 'memory');

/** Whether this is the only process of the application: it serves alone, and works its jobs itself. */
const isSingleProcess =
  !env.REDIS_URL && appConfig.workers === 1 && (queueConfig.workInServer || queueConfig.connection === 'sync');

export const cacheConfig = {
  store,
  /** Whether no process can find what another one has deleted. */
  isConsistent: store === 'redis' || isSingleProcess,
  /** How many entries the memory store keeps; the least recently used go first. */
  maxEntries: env.CACHE_MAX_ENTRIES,
  /** Seconds for which a user's profile is remembered. */
  userTtlSeconds: env.CACHE_USER_TTL,
};
