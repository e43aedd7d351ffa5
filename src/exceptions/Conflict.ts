import { HttpException } from './HttpException.js';

export class Conflict extends HttpException {
  public readonly status = 409;
  public readonly code = 'CONFLICT';

  public constructor(message: string) {
    super(message);
  }
}
