import type { Redis } from 'ioredis';
import { randomToken } from '../../utils/random.js';
import { redisKey } from '../redis/index.js';
import { RedisScript } from '../redis/RedisScript.js';
import { withRedis } from '../redis/withRedis.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';
import { type Invalidation, PendingInvalidations } from './PendingInvalidations.js';

/** Lifetime of a tombstone in milliseconds: longer than the computation of any cached value takes. */
const TOMBSTONE_TTL_MS = 600_000;

const SCAN_COUNT = 500;

// KEYS: entry, tombstones, tags. ARGV: value, TTL in ms, number of tombstones, version.
const SET = new RedisScript(`
  local ttl, count = tonumber(ARGV[2]), tonumber(ARGV[3])
  local tombstones = {}
  for i = 1, count do tombstones[i] = redis.call('GET', KEYS[1 + i]) or '' end
  if ARGV[4] ~= '*' and table.concat(tombstones, ' ') ~= ARGV[4] then return end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ttl)
  local now = redis.call('TIME')[1] * 1000
  for i = 2 + count, #KEYS do
    redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now - 1000)
    redis.call('ZADD', KEYS[i], now + ttl, KEYS[1])
    if redis.call('PTTL', KEYS[i]) < ttl then redis.call('PEXPIRE', KEYS[i], ttl + 1000) end
  end`);

// KEYS: tombstone, entry. ARGV: the tombstone's value and TTL in ms.
const DELETE = new RedisScript(`
  redis.call('DEL', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

// KEYS: tombstone, tag. ARGV as for DELETE. Deletes all entries of the tag.
const FLUSH = new RedisScript(`
  for _, key in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do redis.call('UNLINK', key) end
  redis.call('UNLINK', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

const cacheKeys = {
  entry: (key: string) => redisKey('cache', 'entry', key),
  tag: (tag: string) => redisKey('cache', 'tag', tag),
  /** A deletion leaves a tombstone, so that a value computed before the deletion is not stored after it. */
  entryTombstone: (key: string) => redisKey('cache', 'deleted', 'entry', key),
  tagTombstone: (tag: string) => redisKey('cache', 'deleted', 'tag', tag),
};

function tombstoneKeys(key: string, tags: readonly string[]): string[] {
  return [cacheKeys.entryTombstone(key), ...tags.map(cacheKeys.tagTombstone)];
}

async function deleteEntry(connection: Redis, key: string): Promise<void> {
  await DELETE.run(
    connection,
    [cacheKeys.entryTombstone(key), cacheKeys.entry(key)],
    [randomToken(8), TOMBSTONE_TTL_MS],
  );
}

async function deleteTag(connection: Redis, tag: string): Promise<void> {
  await FLUSH.run(connection, [cacheKeys.tagTombstone(tag), cacheKeys.tag(tag)], [randomToken(8), TOMBSTONE_TTL_MS]);
}

async function deleteAll(connection: Redis): Promise<void> {
  let cursor = '0';
  do {
    const [next, keys] = await connection.scan(cursor, 'MATCH', `${redisKey('cache', 'entry')}:*`, 'COUNT', SCAN_COUNT);
    if (keys.length > 0) await connection.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
}

/** Cache entries shared by all processes with the same Redis server. */
export class RedisStore implements CacheStore {
  private readonly pending = new PendingInvalidations(deleteAll);

  public get(key: string, tags: readonly string[]): Promise<Lookup> {
    return this.withConnection(async (connection) => {
      const [value, ...tombstones] = await connection.mget(cacheKeys.entry(key), ...tombstoneKeys(key, tags));
      return { value: value ?? undefined, version: tombstones.map((tombstone) => tombstone ?? '').join(' ') };
    });
  }

  public async set(key: string, value: string, { ttlSeconds, tags, version = '*' }: EntryOptions): Promise<void> {
    const tombstones = tombstoneKeys(key, tags);
    const keys = [cacheKeys.entry(key), ...tombstones, ...tags.map(cacheKeys.tag)];
    await this.withConnection((connection) =>
      SET.run(connection, keys, [value, Math.ceil(ttlSeconds * 1_000), tombstones.length, version]),
    );
  }

  public async delete(key: string): Promise<void> {
    await this.invalidate(cacheKeys.entry(key), (connection) => deleteEntry(connection, key));
  }

  public async flush(tags: readonly string[]): Promise<void> {
    for (const tag of tags) await this.invalidate(cacheKeys.tag(tag), (connection) => deleteTag(connection, tag));
  }

  public async ping(): Promise<void> {
    await withRedis((connection) => connection.ping());
  }

  private async invalidate(name: string, invalidation: Invalidation): Promise<void> {
    try {
      await this.withConnection(invalidation);
    } catch (error) {
      this.pending.add(name, invalidation);
      throw error;
    }
  }

  private withConnection<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
    return withRedis(async (connection) => {
      await this.pending.replay(connection);
      return operation(connection);
    });
  }
}
