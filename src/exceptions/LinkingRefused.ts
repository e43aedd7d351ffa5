import { HttpException } from './HttpException.js';

export class LinkingRefused extends HttpException {
  public readonly status = 403;
  public readonly code = 'LINKING_REFUSED';

  public constructor() {
    super('Confirm your email address first, or link an account that has the same');
  }
}
