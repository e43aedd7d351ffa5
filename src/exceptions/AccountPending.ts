import { HttpException } from './HttpException.js';

export class AccountPending extends HttpException {
  public readonly status = 403;
  public readonly code = 'ACCOUNT_PENDING';

  public constructor() {
    super('This account is waiting for approval');
  }
}
