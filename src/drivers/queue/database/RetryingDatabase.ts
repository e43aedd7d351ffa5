import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '../../../logging/logger.js';
import { exponentialBackoff } from '../../../utils/exponentialBackoff.js';

const RETRY_DELAYS_MS = { first: 500, max: 5_000 };
const LOG_INTERVAL_MS = 60_000;

/** Waits for the given time or until the signal aborts. */
export async function sleepUntilAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Retries database operations of a worker with exponential backoff. Failures are logged at most once per minute. */
export class RetryingDatabase {
  private failures = 0;
  private lastLoggedAt = -Infinity;

  public constructor(private readonly closeSignal: AbortSignal) {}

  /** Retries until the work succeeds; returns undefined if the worker closes or the attempts are used up. */
  public async retryUntilDone<T>(work: () => Promise<T>, maxAttempts = Infinity): Promise<T | undefined> {
    for (let remaining = maxAttempts; remaining > 0 && !this.closeSignal.aborted; remaining -= 1) {
      try {
        const result = await work();
        this.failures = 0;
        return result;
      } catch (error) {
        this.logFailure(error);
        await sleepUntilAborted(exponentialBackoff(this.failures, RETRY_DELAYS_MS), this.closeSignal);
      }
    }
    return undefined;
  }

  /** Runs optional work; a failure is only logged. */
  public async bestEffort(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => this.logFailure(error));
  }

  private logFailure(error: unknown): void {
    this.failures += 1;
    if (performance.now() - this.lastLoggedAt < LOG_INTERVAL_MS) return;
    this.lastLoggedAt = performance.now();
    logger.error('Queue database error, retrying', { error });
  }
}
