import { HttpException } from './HttpException.js';

export class ApiKeyNotAccepted extends HttpException {
  public readonly status = 403;
  public readonly code = 'FORBIDDEN';

  public constructor() {
    super('API keys are not accepted here, sign in instead');
  }
}
