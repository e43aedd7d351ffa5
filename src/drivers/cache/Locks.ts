import { setTimeout as sleep } from 'node:timers/promises';
import { LockUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';
import { randomBetween, randomToken } from '../../utils/random.js';
import type { LockStore } from './LockStore.js';

/** Somebody else may hold the lock by now. */
export class LockLost extends Error {
  public override readonly name = 'LockLost';
}

interface LockOptions {
  /** Seconds to wait for the lock; 10 if not given. */
  waitSeconds?: number;
}

/** Milliseconds between two tries to get a lock. */
const RETRY_DELAY_MS = [20, 60] as const;

/** A lock is extended this often in its time, so that one lost message does not lose it. */
const EXTENSIONS_PER_TTL = 3;

/** A lock that is held, and is extended until it is released or lost. */
class HeldLock {
  private readonly abortController = new AbortController();
  private readonly extensionTimer: NodeJS.Timeout;
  private expiryTimer: NodeJS.Timeout | undefined;

  /** @param since when it was asked for, on the clock of `performance` */
  public constructor(
    private readonly extend: () => Promise<boolean>,
    private readonly ttlMs: number,
    since: number,
  ) {
    this.extensionTimer = setInterval(() => void this.renew(), ttlMs / EXTENSIONS_PER_TTL);
    this.scheduleExpiry(since);
  }

  public get signal(): AbortSignal {
    return this.abortController.signal;
  }

  public stopTimers(): void {
    clearInterval(this.extensionTimer);
    clearTimeout(this.expiryTimer);
  }

  private async renew(): Promise<void> {
    const asked = performance.now();
    const isExtended = await this.extend().catch(() => undefined);
    if (isExtended === false) this.markLost();
    // Without an answer it is held until its time is over, and the next try may succeed.
    if (isExtended && !this.signal.aborted) this.scheduleExpiry(asked);
  }

  private scheduleExpiry(since: number): void {
    clearTimeout(this.expiryTimer);
    this.expiryTimer = setTimeout(() => this.markLost(), since + this.ttlMs - performance.now());
  }

  private markLost(): void {
    this.stopTimers();
    this.abortController.abort(new LockLost('The lock was lost'));
  }
}

/** Lets one at a time do something: in this process, or with Redis among all processes. */
export class Locks {
  public constructor(private readonly store: LockStore) {}

  /**
   * Does the work while nobody else holds the lock, which is extended for as long as the work takes. The time in
   * seconds is how long others wait if this process dies. A lock can be lost while Redis is away: the signal tells.
   *
   * @throws LockUnavailable if it could not be had in time, LockLost if it was lost before the work was done
   */
  public async run<T>(
    key: string,
    ttlSeconds: number,
    work: (signal: AbortSignal) => Promise<T>,
    { waitSeconds = 10 }: LockOptions = {},
  ): Promise<T> {
    const token = randomToken(16);
    const ttlMs = ttlSeconds * 1_000;
    const since = await this.acquire(key, token, ttlMs, performance.now() + waitSeconds * 1_000);
    const held = new HeldLock(() => this.store.extend(key, token, ttlMs), ttlMs, since);
    try {
      const result = await work(held.signal);
      held.signal.throwIfAborted();
      return result;
    } finally {
      held.stopTimers();
      await this.release(key, token);
    }
  }

  /** Returns when the successful try began: from then on the time of the lock is counted. */
  private async acquire(key: string, token: string, ttlMs: number, deadline: number): Promise<number> {
    for (;;) {
      const asked = performance.now();
      if (await this.store.acquire(key, token, ttlMs).catch(() => false)) return asked;
      if (performance.now() >= deadline) throw new LockUnavailable();
      await sleep(randomBetween(...RETRY_DELAY_MS));
    }
  }

  private async release(key: string, token: string): Promise<void> {
    try {
      await this.store.release(key, token);
    } catch (error) {
      logger.warn('A lock ends by itself, because it could not be released', { key, error });
    }
  }
}
