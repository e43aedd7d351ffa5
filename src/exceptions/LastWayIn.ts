import { HttpException } from './HttpException.js';

export class LastWayIn extends HttpException {
  public readonly status = 409;
  public readonly code = 'LAST_WAY_IN';

  public constructor() {
    super('This is the only way into your account: set a password or link another provider first');
  }
}
