import { setTimeout as sleep } from 'node:timers/promises';
import { LockUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';
import { randomBetween, randomToken } from '../../utils/random.js';
import type { LockStore } from './LockStore.js';

/** The lock expired before the work was done, so another process may hold it now. */
export class LockLost extends Error {
  public override readonly name = 'LockLost';
}

interface LockOptions {
  /** Maximum wait for the lock in seconds (default: 10). */
  waitSeconds?: number;
}

/** Random milliseconds between two attempts to acquire the lock, so that waiting processes do not retry in step. */
const RETRY_DELAY_MS = [20, 60] as const;

/** Renewals per lease, so that a single failed request does not lose the lock. */
const EXTENSIONS_PER_TTL = 3;

/** An acquired lock. Its lease is renewed until it is released or lost. */
class HeldLock {
  private readonly abortController = new AbortController();
  private readonly extensionTimer: NodeJS.Timeout;
  private expiryTimer: NodeJS.Timeout | undefined;

  /** @param acquiredAt start of the lease, as `performance.now()` */
  public constructor(
    private readonly extend: () => Promise<boolean>,
    private readonly ttlMs: number,
    acquiredAt: number,
  ) {
    this.extensionTimer = setInterval(() => void this.renew(), ttlMs / EXTENSIONS_PER_TTL);
    this.scheduleExpiry(acquiredAt);
  }

  public get signal(): AbortSignal {
    return this.abortController.signal;
  }

  public stopTimers(): void {
    clearInterval(this.extensionTimer);
    clearTimeout(this.expiryTimer);
  }

  private async renew(): Promise<void> {
    const requestedAt = performance.now();
    const isExtended = await this.extend().catch(() => undefined);
    if (isExtended === false) this.markLost();
    // If the request failed, the lease still runs, and the next renewal may succeed.
    if (isExtended && !this.signal.aborted) this.scheduleExpiry(requestedAt);
  }

  private scheduleExpiry(acquiredAt: number): void {
    clearTimeout(this.expiryTimer);
    this.expiryTimer = setTimeout(() => this.markLost(), acquiredAt + this.ttlMs - performance.now());
  }

  private markLost(): void {
    this.stopTimers();
    this.abortController.abort(new LockLost('The lock was lost'));
  }
}

/** Mutual exclusion: across all processes with Redis, otherwise within this process. */
export class Locks {
  public constructor(private readonly store: LockStore) {}

  /**
   * Runs the work while holding the lock, whose lease is renewed until the work is done. If this process dies, the
   * lease expires after `ttlSeconds`. The signal aborts if the lock is lost, for example because Redis is unavailable.
   *
   * @throws LockUnavailable if the lock was not acquired in time, LockLost if it was lost before the work was done
   */
  public async run<T>(
    key: string,
    ttlSeconds: number,
    work: (signal: AbortSignal) => Promise<T>,
    { waitSeconds = 10 }: LockOptions = {},
  ): Promise<T> {
    const token = randomToken(16);
    const ttlMs = ttlSeconds * 1_000;
    const acquiredAt = await this.acquire(key, token, ttlMs, performance.now() + waitSeconds * 1_000);
    const heldLock = new HeldLock(() => this.store.extend(key, token, ttlMs), ttlMs, acquiredAt);
    try {
      const result = await work(heldLock.signal);
      heldLock.signal.throwIfAborted();
      return result;
    } finally {
      heldLock.stopTimers();
      await this.release(key, token);
    }
  }

  /** Returns the start of the successful attempt, from which the lease counts. */
  private async acquire(key: string, token: string, ttlMs: number, deadline: number): Promise<number> {
    for (;;) {
      const requestedAt = performance.now();
      if (await this.store.acquire(key, token, ttlMs).catch(() => false)) return requestedAt;
      if (performance.now() >= deadline) throw new LockUnavailable();
      await sleep(randomBetween(...RETRY_DELAY_MS));
    }
  }

  private async release(key: string, token: string): Promise<void> {
    try {
      await this.store.release(key, token);
    } catch (error) {
      logger.warn('Could not release a lock, it will expire', { key, error });
    }
  }
}
