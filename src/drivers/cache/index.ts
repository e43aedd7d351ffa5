import { cacheConfig } from '../../config/cache.js';
import { redisConfig } from '../../config/redis.js';
import { Locks } from './Locks.js';
import { MemoryLocks } from './MemoryLocks.js';
import { MemoryStore } from './MemoryStore.js';
import { RedisLocks } from './RedisLocks.js';
import { RedisStore } from './RedisStore.js';
import { TaggedCache } from './TaggedCache.js';

function createCache(): TaggedCache {
  if (cacheConfig.store === 'redis') return new TaggedCache(new RedisStore(), new RedisLocks());
  return new TaggedCache(new MemoryStore(cacheConfig.maxEntries));
}

/** The application's cache, selected by CACHE_STORE; `memory` is separate for each process. */
export const Cache = createCache();

/** Locks across all processes if REDIS_URL is set, otherwise within this process. */
export const Lock = new Locks(redisConfig.url ? new RedisLocks() : new MemoryLocks());
