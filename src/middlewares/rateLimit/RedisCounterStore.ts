import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { askRedis, onRedisReturn, redisConnections } from '../../drivers/redis/withRedis.js';
import { redisKey } from '../../drivers/redis/index.js';
import { RedisScript } from '../../drivers/redis/RedisScript.js';
import { chunks } from '../../utils/chunks.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';

/** What this process knows of a client. */
interface Count {
  /** Hits that Redis told of last. */
  known: number;
  /** Hits that Redis could not be told of. */
  missed: number;
  /** Milliseconds since the epoch. */
  resetTime: number;
  /** Which connection to Redis told of the known hits; after another one it may have forgotten them. */
  connection: number;
}

interface Addition {
  /** Hits that Redis is told of late. */
  missed: number;
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
function takeMissed(count: Count): number {
  const { missed } = count;
  count.missed = 0;
  return missed;
}

/**
 * Counts in Redis, for all processes together. While Redis is away each process counts on from what it knew last, and
 * when Redis is back it is told at once, even if it has forgotten everything.
 */
export class RedisCounterStore implements Store {
  public readonly localKeys = false;
  private readonly counts = new LRUCache<string, Count>({ max: MAX_CLIENTS });
  private windowMs = 0;

  public constructor(private readonly name: string) {
    onRedisReturn(() => void this.tell());
  }

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    const count = this.countOf(key);
    const missed = takeMissed(count);
    try {
      return await this.add(key, count, { missed, hits: 1 });
    } catch {
      count.missed += missed + 1;
      return { totalHits: count.known + count.missed, resetTime: new Date(count.resetTime) };
    }
  }

  public async decrement(key: string): Promise<void> {
    const count = this.countOf(key);
    if (count.missed > 0) {
      count.missed -= 1;
      return;
    }
    await askRedis((connection) => connection.decr(this.keyOf(key)));
    count.known = Math.max(0, count.known - 1);
  }

  public async resetKey(key: string): Promise<void> {
    this.counts.delete(key);
    await askRedis((connection) => connection.del(this.keyOf(key)));
  }

  /** Before any client comes back: until Redis knows, each process would let through what only another has counted. */
  private async tell(): Promise<void> {
    const counts = [...this.counts.entries()].filter(([, count]) => this.isUntold(count));
    try {
      for (const chunk of chunks(counts, CHUNK)) {
        await Promise.all(chunk.map(([key, count]) => this.tellOf(key, count)));
      }
    } catch (error) {
      logger.debug('Redis learns of the missed hits with the next ones', { limiter: this.name, error });
    }
  }

  private isUntold({ known, missed, resetTime, connection }: Count): boolean {
    const isForgotten = known > 0 && connection !== redisConnections();
    return resetTime > clock.now().getTime() && (missed > 0 || isForgotten);
  }

  private async tellOf(key: string, count: Count): Promise<void> {
    const missed = takeMissed(count);
    try {
      await this.add(key, count, { missed, hits: 0 });
    } catch (error) {
      count.missed += missed;
      throw error;
    }
  }

  private async add(key: string, count: Count, { missed, hits }: Addition): Promise<ClientRateLimitInfo> {
    const [totalHits, left] = await askRedis((redis) => {
      const floor = count.connection === redisConnections() ? 0 : count.known;
      const end = floor + missed > 0 ? count.resetTime - clock.now().getTime() : this.windowMs;
      const values = [floor, missed + hits, Math.max(1, end)];
      return HIT.run(redis, [this.keyOf(key)], values) as Promise<[number, number]>;
    });
    count.resetTime = clock.now().getTime() + left;
    count.known = Math.max(count.known, totalHits);
    count.connection = redisConnections();
    return { totalHits, resetTime: new Date(count.resetTime) };
  }

  private countOf(key: string): Count {
    const now = clock.now().getTime();
    const known = this.counts.get(key);
    if (known && known.resetTime > now) return known;
    const count = { known: 0, missed: 0, resetTime: now + this.windowMs, connection: redisConnections() };
    this.counts.set(key, count);
    return count;
  }

  private keyOf(key: string): string {
    return redisKey('limit', this.name, key);
  }
}
