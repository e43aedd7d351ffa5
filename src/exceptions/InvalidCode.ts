import { HttpException } from './HttpException.js';

export class InvalidCode extends HttpException {
  public readonly status = 401;
  public readonly code = 'INVALID_CODE';

  public constructor() {
    super('The code is wrong or was used before', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
}
