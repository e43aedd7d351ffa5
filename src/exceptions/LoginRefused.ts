import { HttpException } from './HttpException.js';

export class LoginRefused extends HttpException {
  public readonly status = 401;
  public readonly code = 'PROVIDER_REFUSED';

  public constructor() {
    super('The provider did not confirm this login');
  }
}
