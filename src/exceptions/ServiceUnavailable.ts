import { HttpException } from './HttpException.js';

/** The API or one of its dependencies cannot serve the request now. */
export class ServiceUnavailable extends HttpException {
  public readonly status = 503;
  public readonly code = 'SERVICE_UNAVAILABLE';

  /** @param retryAfter seconds until the client should retry */
  public constructor(message = 'The service is unavailable, please try again later', retryAfter?: number) {
    super(
      message,
      retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) }, extra: { retryAfter } },
    );
  }
}

/** Another request holds the lock for longer than this one waited, or the lock store is unavailable. */
export class LockUnavailable extends ServiceUnavailable {
  public constructor() {
    super('This resource is locked. Please try again', 1);
  }
}

export class StorageUnavailable extends ServiceUnavailable {
  public constructor() {
    super('File storage is temporarily unavailable, please try again later', 10);
  }
}

export class ProviderUnavailable extends ServiceUnavailable {
  public constructor() {
    super('The login provider is temporarily unavailable, please try again later', 10);
  }
}
