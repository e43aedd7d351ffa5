import type { Redis } from 'ioredis';
import { randomToken } from '../../utils/random.js';
import { askRedis } from '../redis/withRedis.js';
import { redisKey } from '../redis/index.js';
import { RedisScript } from '../redis/RedisScript.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';
import { type Deletion, MissedDeletions } from './PendingInvalidations.js';

/** Milliseconds for which a deletion is known: longer than anything takes that is computed for the cache. */
const MEMORY = 600_000;

const PAGE = 500;

// KEYS: the entry, the marks of deletions, the tags. ARGV: value, TTL in ms, number of marks, ticket.
const SET = new RedisScript(`
  local ttl, marked = tonumber(ARGV[2]), tonumber(ARGV[3])
  local marks = {}
  for i = 1, marked do marks[i] = redis.call('GET', KEYS[1 + i]) or '' end
  if ARGV[4] ~= '*' and table.concat(marks, ' ') ~= ARGV[4] then return end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ttl)
  local now = redis.call('TIME')[1] * 1000
  for i = 2 + marked, #KEYS do
    redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now - 1000)
    redis.call('ZADD', KEYS[i], now + ttl, KEYS[1])
    if redis.call('PTTL', KEYS[i]) < ttl then redis.call('PEXPIRE', KEYS[i], ttl + 1000) end
  end`);

// KEYS: the mark of the deletion, the entry. ARGV: the mark's value and TTL in ms.
const DELETE = new RedisScript(`
  redis.call('DEL', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

// As DELETE, of all entries of a tag.
const FLUSH = new RedisScript(`
  for _, key in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do redis.call('UNLINK', key) end
  redis.call('UNLINK', KEYS[2])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

const keyOf = {
  entry: (key: string) => redisKey('cache', 'entry', key),
  tag: (tag: string) => redisKey('cache', 'tag', tag),
  /** Deletions leave a mark, by which a value that was computed before them is known. */
  deletedEntry: (key: string) => redisKey('cache', 'deleted', 'entry', key),
  deletedTag: (tag: string) => redisKey('cache', 'deleted', 'tag', tag),
};

function marksOf(key: string, tags: readonly string[]): string[] {
  return [keyOf.deletedEntry(key), ...tags.map(keyOf.deletedTag)];
}

async function deleteEntry(connection: Redis, key: string): Promise<void> {
  await DELETE.run(connection, [keyOf.deletedEntry(key), keyOf.entry(key)], [randomToken(8), MEMORY]);
}

async function deleteTag(connection: Redis, tag: string): Promise<void> {
  await FLUSH.run(connection, [keyOf.deletedTag(tag), keyOf.tag(tag)], [randomToken(8), MEMORY]);
}

async function deleteAll(connection: Redis): Promise<void> {
  let cursor = '0';
  do {
    const [next, keys] = await connection.scan(cursor, 'MATCH', `${redisKey('cache', 'entry')}:*`, 'COUNT', PAGE);
    if (keys.length > 0) await connection.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
}

/** Shares its entries with every process that has the same Redis. */
export class RedisStore implements CacheStore {
  private readonly missed = new MissedDeletions(deleteAll);

  public look(key: string, tags: readonly string[]): Promise<Lookup> {
    return this.ask(async (connection) => {
      const [value, ...marks] = await connection.mget(keyOf.entry(key), ...marksOf(key, tags));
      return { value: value ?? undefined, ticket: marks.map((mark) => mark ?? '').join(' ') };
    });
  }

  public async set(key: string, value: string, { ttl, tags, ticket = '*' }: EntryOptions): Promise<void> {
    const marks = marksOf(key, tags);
    const keys = [keyOf.entry(key), ...marks, ...tags.map(keyOf.tag)];
    await this.ask((connection) => SET.run(connection, keys, [value, Math.ceil(ttl * 1_000), marks.length, ticket]));
  }

  public async delete(key: string): Promise<void> {
    await this.tell(keyOf.entry(key), (connection) => deleteEntry(connection, key));
  }

  public async flush(tags: readonly string[]): Promise<void> {
    for (const tag of tags) await this.tell(keyOf.tag(tag), (connection) => deleteTag(connection, tag));
  }

  public async ping(): Promise<void> {
    await askRedis((connection) => connection.ping());
  }

  private async tell(name: string, deletion: Deletion): Promise<void> {
    try {
      await this.ask(deletion);
    } catch (error) {
      this.missed.add(name, deletion);
      throw error;
    }
  }

  private ask<T>(question: (connection: Redis) => Promise<T>): Promise<T> {
    return askRedis(async (connection) => {
      await this.missed.makeUp(connection);
      return question(connection);
    });
  }
}
