import { HttpException } from './HttpException.js';

export class TokenExpired extends HttpException {
  public readonly status = 401;
  public readonly code = 'TOKEN_EXPIRED';

  public constructor() {
    super('The token has expired', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
}
