import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { RateLimitInfo } from 'express-rate-limit';
import { slowDownConfig } from '../config/limits.js';

const { after, maxDelayMs, maxDelayedRequests } = slowDownConfig;

/** Returns milliseconds: 0 up to the configured share of the limit, then rising to the maximum delay at the limit. */
function computeDelay({ rateLimit }: Request & { rateLimit?: RateLimitInfo }): number {
  if (after === null || !rateLimit) return 0;
  const share = Math.min(1, rateLimit.used / rateLimit.limit);
  return Math.max(0, Math.round(((share - after) / (1 - after)) * maxDelayMs));
}

/** Waits for the delay in milliseconds, or until the client disconnects. */
function delayUnlessClosed(res: Response, delay: number): Promise<void> {
  const closed = new AbortController();
  res.once('close', () => closed.abort());
  return sleep(delay, undefined, { signal: closed.signal }).catch(() => undefined);
}

/**
 * Delays requests that approach their rate limit, so that clients slow down before they are rejected. Place it after
 * the limiter.
 */
class SlowDown {
  private waiting = 0;

  public readonly handle: RequestHandler = (req, res, next) => {
    const delay = computeDelay(req);
    // Cap the delayed requests, which occupy memory: under a flood most pass straight to the limit that rejects them.
    if (delay === 0 || this.waiting >= maxDelayedRequests) next();
    else void this.delay(res, delay, next);
  };

  private async delay(res: Response, delay: number, next: () => void): Promise<void> {
    this.waiting += 1;
    await delayUnlessClosed(res, delay);
    this.waiting -= 1;
    if (!res.closed) next();
  }
}

export default new SlowDown();
