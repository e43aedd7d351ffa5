import { HttpException } from './HttpException.js';

export class AccountClosed extends HttpException {
  public readonly status = 403;
  public readonly code = 'ACCOUNT_CLOSED';

  public constructor() {
    super('This account was closed');
  }
}
