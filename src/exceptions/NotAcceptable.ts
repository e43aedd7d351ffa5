import { HttpException } from './HttpException.js';

export class NotAcceptable extends HttpException {
  public readonly status = 406;
  public readonly code = 'NOT_ACCEPTABLE';

  public constructor() {
    super('Only JSON can be answered here');
  }
}
