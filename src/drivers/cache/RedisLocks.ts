import { redisKey } from '../redis/index.js';
import { RedisScript } from '../redis/RedisScript.js';
import { withRedis } from '../redis/withRedis.js';
import type { LockStore } from './LockStore.js';

// A retry after a lost response must succeed, so the current holder acquires its own lock again.
const ACQUIRE = new RedisScript(`
  local holder = redis.call('GET', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`);

// Only the token's holder may change the lock.
const EXTEND = new RedisScript(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])`);

const RELEASE = new RedisScript(`
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`);

function toLockKey(key: string): string {
  return redisKey('lock', key);
}

/** Locks across all processes that share the Redis server. */
export class RedisLocks implements LockStore {
  public async acquire(key: string, token: string, ttlMs: number): Promise<boolean> {
    const reply = await withRedis((connection) => ACQUIRE.run(connection, [toLockKey(key)], [token, Math.ceil(ttlMs)]));
    return reply === 1;
  }

  public async extend(key: string, token: string, ttlMs: number): Promise<boolean> {
    const reply = await withRedis((connection) => EXTEND.run(connection, [toLockKey(key)], [token, Math.ceil(ttlMs)]));
    return reply === 1;
  }

  public async release(key: string, token: string): Promise<void> {
    await withRedis((connection) => RELEASE.run(connection, [toLockKey(key)], [token]));
  }
}
