import { HttpException } from './HttpException.js';

export class AccountRejected extends HttpException {
  public readonly status = 403;
  public readonly code = 'FORBIDDEN';

  public constructor() {
    super('This account was not approved');
  }
}
