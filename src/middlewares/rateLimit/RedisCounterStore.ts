import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { redisKey } from '../../drivers/redis/index.js';
import { RedisScript } from '../../drivers/redis/RedisScript.js';
import { withRedis } from '../../drivers/redis/withRedis.js';
import { clock } from '../../utils/clock.js';

// KEYS: the counter. ARGV: hits to add, the window in milliseconds.
// A script is atomic: a counter whose INCRBY succeeds and whose PEXPIRE is lost would never expire.
const ADD = new RedisScript(`
  local hits = redis.call('INCRBY', KEYS[1], ARGV[1])
  if hits < 0 then hits = redis.call('INCR', KEYS[1]) end
  local left = redis.call('PTTL', KEYS[1])
  if left < 0 then
    left = tonumber(ARGV[2])
    redis.call('PEXPIRE', KEYS[1], left)
  end
  return { hits, left }`);

/** Counts in Redis, shared by all processes. Its methods throw while Redis is unavailable. */
export class RedisCounterStore implements Store {
  public readonly localKeys = false;
  private windowMs = 0;

  public constructor(private readonly limiter: string) {}

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public increment(key: string): Promise<ClientRateLimitInfo> {
    return this.add(key, 1);
  }

  public async decrement(key: string): Promise<void> {
    await this.add(key, -1);
  }

  public async resetKey(key: string): Promise<void> {
    await withRedis((connection) => connection.del(this.counterKey(key)));
  }

  private async add(key: string, hits: 1 | -1): Promise<ClientRateLimitInfo> {
    const values = [hits, this.windowMs];
    const reply = await withRedis((connection) => ADD.run(connection, [this.counterKey(key)], values));
    const [totalHits, remainingMs] = reply as [number, number];
    return { totalHits, resetTime: new Date(clock.now().getTime() + remainingMs) };
  }

  private counterKey(key: string): string {
    return redisKey('limit', this.limiter, key);
  }
}
