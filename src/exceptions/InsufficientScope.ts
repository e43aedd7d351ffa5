import { HttpException } from './HttpException.js';

export class InsufficientScope extends HttpException {
  public readonly status = 403;
  public readonly code = 'INSUFFICIENT_SCOPE';

  /** Sets the header of RFC 6750, section 3.1. */
  public constructor(scope: string) {
    super(`This API key lacks the scope ${scope}`, {
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
}
