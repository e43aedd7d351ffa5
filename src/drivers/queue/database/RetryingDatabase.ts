import { setTimeout as sleep } from 'node:timers/promises';
import { cappedBackoff } from '../../../utils/exponentialBackoff.js';
import { logger } from '../../../logging/logger.js';

/** Milliseconds. */
const PAUSES = { first: 500, longest: 5_000 };
const SILENCE = 60_000;

/** Waits, unless it ends meanwhile. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** What a worker knows of its database: where that is lost it says so once, and tries again ever more slowly. */
export class DatabaseLink {
  private failures = 0;
  private reportedAt = -Infinity;

  public constructor(private readonly closing: AbortSignal) {}

  /** Tries until it succeeds; undefined where the worker closed before, or gave up. */
  public async insist<T>(work: () => Promise<T>, tries = Infinity): Promise<T | undefined> {
    for (let left = tries; left > 0 && !this.closing.aborted; left -= 1) {
      try {
        const result = await work();
        this.failures = 0;
        return result;
      } catch (error) {
        this.report(error);
        await pause(cappedBackoff(this.failures, PAUSES), this.closing);
      }
    }
    return undefined;
  }

  /** For what may be left out. */
  public async attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => this.report(error));
  }

  private report(error: unknown): void {
    this.failures += 1;
    if (performance.now() - this.reportedAt < SILENCE) return;
    this.reportedAt = performance.now();
    logger.error('The queue cannot use its database; it goes on trying', { error });
  }
}
