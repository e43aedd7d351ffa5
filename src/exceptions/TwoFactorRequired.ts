import { HttpException } from './HttpException.js';

/** A password alone is not enough for the account, and here nothing else can be asked for. */
export class TwoFactorRequired extends HttpException {
  public readonly status = 403;
  public readonly code = 'TWO_FACTOR_REQUIRED';

  public constructor() {
    super('This account has two-factor authentication, and can sign in through the API only');
  }
}
