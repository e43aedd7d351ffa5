import { HttpException } from './HttpException.js';

export class ServiceUnavailable extends HttpException {
  public readonly status = 503;
  public readonly code = 'SERVICE_UNAVAILABLE';

  /** @param retryAfter seconds after which trying again makes sense */
  public constructor(message = 'The service is unavailable, please try again later', retryAfter?: number) {
    super(
      message,
      retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) }, extra: { retryAfter } },
    );
  }
}
