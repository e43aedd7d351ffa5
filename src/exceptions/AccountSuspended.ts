import { HttpException } from './HttpException.js';

export class AccountSuspended extends HttpException {
  public readonly status = 403;
  public readonly code = 'ACCOUNT_SUSPENDED';

  public constructor() {
    super('This account is suspended');
  }
}
