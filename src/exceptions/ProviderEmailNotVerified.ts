import { HttpException } from './HttpException.js';

export class ProviderEmailNotVerified extends HttpException {
  public readonly status = 403;
  public readonly code = 'EMAIL_NOT_VERIFIED';

  public constructor() {
    super('The provider has not verified your email address');
  }
}
