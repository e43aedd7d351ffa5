import { cacheConfig } from '../../config/cache.js';
import { afterCommit } from '../../database/transaction.js';
import { Cache } from '../../drivers/cache/index.js';

const TAG = 'blog';

/** Seconds. A post that was planned appears without anybody changing anything, and an author's name may be another. */
const TTL = 30;

/** What everybody sees, from the cache where it is there; its dates are texts then. */
export function cachedPublic<T>(key: string, find: () => Promise<T>): Promise<T> {
  // Another process could change it, and this one would never know.
  return cacheConfig.isConsistent ? Cache.remember(`blog:${key}`, TTL, find, { tags: [TAG] }) : find();
}

/** Forgets what everybody sees, once the change to it has committed. */
export function invalidatePublic(): Promise<void> {
  return afterCommit(() => Cache.flush(TAG));
}
