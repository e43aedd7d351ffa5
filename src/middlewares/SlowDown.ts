import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { RateLimitInfo } from 'express-rate-limit';
import { slowDownConfig } from '../config/limits.js';

const { after, maxDelayMs, maxDelayedRequests } = slowDownConfig;

/** Milliseconds: none up to the share after which requests are slowed down, the longest delay at the limit. */
function computeDelay({ rateLimit }: Request & { rateLimit?: RateLimitInfo }): number {
  if (after === null || !rateLimit) return 0;
  const share = Math.min(1, rateLimit.used / rateLimit.limit);
  return Math.max(0, Math.round(((share - after) / (1 - after)) * maxDelayMs));
}

/** Waits so long, or until the client leaves. */
function delayUnlessClosed(res: Response, delay: number): Promise<void> {
  const leaving = new AbortController();
  res.once('close', () => leaving.abort());
  return sleep(delay, undefined, { signal: leaving.signal }).catch(() => undefined);
}

/** Answers those later who come near their limit, so that they notice before it cuts them off. Stands behind the limiter. */
class SlowDown {
  private waiting = 0;

  public readonly handle: RequestHandler = (req, res, next) => {
    const delay = computeDelay(req);
    // Whoever waits costs memory: of a flood most go on at once, to the limit that turns them away.
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
