import { HttpException } from './HttpException.js';

export class TooManyRequests extends HttpException {
  public readonly status = 429;
  public readonly code = 'RATE_LIMIT_EXCEEDED';

  /** @param retryAfter seconds until the next request is allowed */
  public constructor(retryAfter: number) {
    super('Too many requests, please try again later', {
      headers: { 'Retry-After': String(retryAfter) },
      extra: { retryAfter },
    });
  }
}
