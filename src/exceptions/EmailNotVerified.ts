import { HttpException } from './HttpException.js';

export class EmailNotVerified extends HttpException {
  public readonly status = 403;
  public readonly code = 'EMAIL_NOT_VERIFIED';

  public constructor() {
    super('Confirm your e-mail address first: the link was mailed to you');
  }
}
