import { HttpException } from './HttpException.js';

export class TooManyApiKeys extends HttpException {
  public readonly status = 409;
  public readonly code = 'TOO_MANY_API_KEYS';

  public constructor(most: number) {
    super(`You have ${most} API keys already, revoke one first`);
  }
}
