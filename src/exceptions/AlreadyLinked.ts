import { HttpException } from './HttpException.js';

export class AlreadyLinked extends HttpException {
  public readonly status = 409;
  public readonly code = 'ALREADY_LINKED';

  public constructor() {
    super('Another account is linked already');
  }
}
