import { HttpException } from './HttpException.js';

export class Forbidden extends HttpException {
  public readonly status = 403;
  public readonly code = 'FORBIDDEN';

  public constructor(message = 'You are not allowed to do this') {
    super(message);
  }
}
