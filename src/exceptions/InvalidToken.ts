import { HttpException } from './HttpException.js';

export class InvalidToken extends HttpException {
  public readonly status = 401;
  public readonly code = 'INVALID_TOKEN';

  public constructor() {
    super('The token is not valid', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
}
