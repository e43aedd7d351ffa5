import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { RateLimitInfo } from 'express-rate-limit';
import { slowDownConfig } from '../config/limits.js';

const { after, longestDelay, mostWaiting } = slowDownConfig;

/** Milliseconds: none up to the share after which requests are slowed down, the longest delay at the limit. */
function delayOf({ rateLimit }: Request & { rateLimit?: RateLimitInfo }): number {
  if (after === null || !rateLimit) return 0;
  const share = Math.min(1, rateLimit.used / rateLimit.limit);
  return Math.max(0, Math.round(((share - after) / (1 - after)) * longestDelay));
}

/** Waits so long, or until the client leaves. */
function patience(res: Response, delay: number): Promise<void> {
  const leaving = new AbortController();
  res.once('close', () => leaving.abort());
  return sleep(delay, undefined, { signal: leaving.signal }).catch(() => undefined);
}

/** Answers those later who come near their limit, so that they notice before it cuts them off. Stands behind the limiter. */
class SlowDown {
  private waiting = 0;

  public readonly handle: RequestHandler = (req, res, next) => {
    const delay = delayOf(req);
    // Whoever waits costs memory: of a flood most go on at once, to the limit that turns them away.
    if (delay === 0 || this.waiting >= mostWaiting) next();
    else void this.hold(res, delay, next);
  };

  private async hold(res: Response, delay: number, next: () => void): Promise<void> {
    this.waiting += 1;
    await patience(res, delay);
    this.waiting -= 1;
    if (!res.closed) next();
  }
}

export default new SlowDown();
