import type { Redis } from 'ioredis';
import { onClose } from '../lifecycle.js';
import { withRedis } from '../redis/withRedis.js';

export type Invalidation = (connection: Redis) => Promise<void>;

/** Beyond this number, the whole cache is cleared instead. */
const MAX_PENDING = 10_000;

/** Milliseconds between two attempts to replay the pending invalidations. */
const RETRY_INTERVAL_MS = 500;

/**
 * Cache invalidations that failed while Redis was unavailable. They are replayed when it is back, before anything is
 * read from it.
 */
export class PendingInvalidations {
  private readonly pending = new Map<string, Invalidation>();
  private retryTimer: NodeJS.Timeout | undefined;

  public constructor(private readonly invalidateAll: Invalidation) {
    onClose(() => clearInterval(this.retryTimer));
  }

  public add(name: string, invalidation: Invalidation): void {
    if (this.pending.size < MAX_PENDING) this.pending.set(name, invalidation);
    else this.pending.set('everything', this.invalidateAll);
    // Other processes may read stale entries, and this one may have no other reason to contact Redis.
    this.retryTimer ??= setInterval(() => void this.retry(), RETRY_INTERVAL_MS).unref();
  }

  public async replay(connection: Redis): Promise<void> {
    for (const [name, invalidation] of this.pending) {
      await invalidation(connection);
      if (this.pending.get(name) === invalidation) this.pending.delete(name);
    }
  }

  private async retry(): Promise<void> {
    await withRedis((connection) => this.replay(connection)).catch(() => undefined);
    if (this.pending.size > 0) return;
    clearInterval(this.retryTimer);
    this.retryTimer = undefined;
  }
}
