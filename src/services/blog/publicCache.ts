import { cacheConfig } from '../../config/cache.js';
import { afterCommit } from '../../database/transaction.js';
import { Cache } from '../../drivers/cache/index.js';

const TAG = 'blog';

/** Seconds. Short, because scheduled posts appear and authors change their names without an invalidation. */
const TTL = 30;

/** Caches public responses. Dates come out of the cache as text. */
export function cachedPublic<T>(key: string, find: () => Promise<T>): Promise<T> {
  // Without a shared cache, a process does not notice the changes of others.
  return cacheConfig.isConsistent ? Cache.remember(`blog:${key}`, TTL, find, { tags: [TAG] }) : find();
}

/** Invalidates the cached public responses after the commit. */
export function invalidatePublic(): Promise<void> {
  return afterCommit(() => Cache.flush(TAG));
}
