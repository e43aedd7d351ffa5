import { HttpException } from './HttpException.js';

export class MethodNotAllowed extends HttpException {
  public readonly status = 405;
  public readonly code = 'METHOD_NOT_ALLOWED';

  public constructor(method: string, allowed: readonly string[]) {
    super(`${method} is not allowed here`, { headers: { Allow: allowed.join(', ') } });
  }
}
