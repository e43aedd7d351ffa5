import { HttpException } from './HttpException.js';

export class LinkingRequired extends HttpException {
  public readonly status = 409;
  public readonly code = 'LINKING_REQUIRED';

  public constructor() {
    super('There is an account with this email: log in to it as before, then link this provider');
  }
}
