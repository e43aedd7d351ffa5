import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { withRedis, onRedisReconnect, connectionGeneration } from '../../drivers/redis/withRedis.js';
import { redisKey } from '../../drivers/redis/index.js';
import { RedisScript } from '../../drivers/redis/RedisScript.js';
import { splitIntoChunks } from '../../utils/splitIntoChunks.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';

/** What this process knows of a client. */
interface CachedCount {
  /** Hits that Redis told of last. */
  lastKnown: number;
  /** Hits that Redis could not be told of. */
  pending: number;
  /** Milliseconds since the epoch. */
  resetTime: number;
  /** Which connection to Redis told of the known hits; after another one it may have forgotten them. */
  connection: number;
}

interface Increment {
  /** Hits that Redis is told of late. */
  pending: number;
  /** Hits of this moment. */
  hits: number;
}

/** Clients that are remembered for the time that Redis is away. */
const MAX_CLIENTS = 50_000;

/** Clients of whom Redis is told at once. */
const CHUNK = 200;

// KEYS: the counter. ARGV: hits that it has at least, hits that come to them, milliseconds until a new one ends.
const HIT = new RedisScript(`
  local left = redis.call('PTTL', KEYS[1])
  local hits = left > 0 and tonumber(redis.call('GET', KEYS[1])) or 0
  if left <= 0 then left = tonumber(ARGV[3]) end
  hits = math.max(hits, tonumber(ARGV[1])) + tonumber(ARGV[2])
  redis.call('SET', KEYS[1], hits, 'PX', left)
  return { hits, left }`);

/** Redis is told once, by one of those who ask at the same time. */
function takePending(count: CachedCount): number {
  const { pending } = count;
  count.pending = 0;
  return pending;
}

/**
 * Counts in Redis, for all processes together. While Redis is away each process counts on from what it knew last, and
 * when Redis is back it is told at once, even if it has forgotten everything.
 */
export class RedisCounterStore implements Store {
  public readonly localKeys = false;
  private readonly counts = new LRUCache<string, CachedCount>({ max: MAX_CLIENTS });
  private windowMs = 0;

  public constructor(private readonly name: string) {
    onRedisReconnect(() => void this.flushPending());
  }

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    const count = this.getCount(key);
    const pending = takePending(count);
    try {
      return await this.addHits(key, count, { pending, hits: 1 });
    } catch {
      count.pending += pending + 1;
      return { totalHits: count.lastKnown + count.pending, resetTime: new Date(count.resetTime) };
    }
  }

  public async decrement(key: string): Promise<void> {
    const count = this.getCount(key);
    if (count.pending > 0) {
      count.pending -= 1;
      return;
    }
    await withRedis((connection) => connection.decr(this.counterKey(key)));
    count.lastKnown = Math.max(0, count.lastKnown - 1);
  }

  public async resetKey(key: string): Promise<void> {
    this.counts.delete(key);
    await withRedis((connection) => connection.del(this.counterKey(key)));
  }

  /** Before any client comes back: until Redis knows, each process would let through what only another has counted. */
  private async flushPending(): Promise<void> {
    const counts = [...this.counts.entries()].filter(([, count]) => this.needsFlush(count));
    try {
      for (const chunk of splitIntoChunks(counts, CHUNK)) {
        await Promise.all(chunk.map(([key, count]) => this.flushOne(key, count)));
      }
    } catch (error) {
      logger.debug('Redis learns of the missed hits with the next ones', { limiter: this.name, error });
    }
  }

  private needsFlush({ lastKnown, pending, resetTime, connection }: CachedCount): boolean {
    const isForgotten = lastKnown > 0 && connection !== connectionGeneration();
    return resetTime > clock.now().getTime() && (pending > 0 || isForgotten);
  }

  private async flushOne(key: string, count: CachedCount): Promise<void> {
    const pending = takePending(count);
    try {
      await this.addHits(key, count, { pending, hits: 0 });
    } catch (error) {
      count.pending += pending;
      throw error;
    }
  }

  private async addHits(key: string, count: CachedCount, { pending, hits }: Increment): Promise<ClientRateLimitInfo> {
    const [totalHits, left] = await withRedis((redis) => {
      const floor = count.connection === connectionGeneration() ? 0 : count.lastKnown;
      const end = floor + pending > 0 ? count.resetTime - clock.now().getTime() : this.windowMs;
      const values = [floor, pending + hits, Math.max(1, end)];
      return HIT.run(redis, [this.counterKey(key)], values) as Promise<[number, number]>;
    });
    count.resetTime = clock.now().getTime() + left;
    count.lastKnown = Math.max(count.lastKnown, totalHits);
    count.connection = connectionGeneration();
    return { totalHits, resetTime: new Date(count.resetTime) };
  }

  private getCount(key: string): CachedCount {
    const now = clock.now().getTime();
    const known = this.counts.get(key);
    if (known && known.resetTime > now) return known;
    const count = { lastKnown: 0, pending: 0, resetTime: now + this.windowMs, connection: connectionGeneration() };
    this.counts.set(key, count);
    return count;
  }

  private counterKey(key: string): string {
    return redisKey('limit', this.name, key);
  }
}
