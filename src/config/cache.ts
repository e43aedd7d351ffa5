import { appConfig } from './app.js';
import { env } from './env.js';
import { queueConfig } from './queue.js';

const store = env.CACHE_STORE ?? (env.REDIS_URL ? 'redis' : 'memory');

/** True if this is the application's only process: it serves requests and runs jobs alone. */
const isSingleProcess =
  !env.REDIS_URL && appConfig.workers === 1 && (queueConfig.workInServer || queueConfig.connection === 'sync');

export const cacheConfig = {
  store,
  /** True if an entry that one process deletes is gone for all processes. */
  isConsistent: store === 'redis' || isSingleProcess,
  /** Maximum entries of the memory store (LRU). */
  maxEntries: env.CACHE_MAX_ENTRIES,
  /** Seconds for which a user's profile is cached. */
  userTtlSeconds: env.CACHE_USER_TTL,
};
