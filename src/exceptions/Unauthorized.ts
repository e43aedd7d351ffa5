import { HttpException } from './HttpException.js';

export class Unauthorized extends HttpException {
  public readonly status = 401;
  public readonly code = 'UNAUTHORIZED';

  public constructor() {
    super('Authentication is required', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
}
