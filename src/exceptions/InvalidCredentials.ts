import { HttpException } from './HttpException.js';

export class InvalidCredentials extends HttpException {
  public readonly status = 401;
  public readonly code = 'INVALID_CREDENTIALS';

  public constructor() {
    super('Invalid email or password', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
}
