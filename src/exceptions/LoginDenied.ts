import { HttpException } from './HttpException.js';

export class LoginDenied extends HttpException {
  public readonly status = 403;
  public readonly code = 'ACCESS_DENIED';

  public constructor() {
    super('The login was called off at the provider');
  }
}
