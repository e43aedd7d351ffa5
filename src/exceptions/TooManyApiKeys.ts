import { HttpException } from './HttpException.js';

export class TooManyApiKeys extends HttpException {
  public readonly status = 409;
  public readonly code = 'TOO_MANY_API_KEYS';

  public constructor(maxKeys: number) {
    super(`You already have ${maxKeys} API keys. Revoke one first`);
  }
}
