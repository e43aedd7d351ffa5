import { HttpException } from './HttpException.js';

/** What a client learns of an error that nobody expected: nothing. */
export class InternalError extends HttpException {
  public readonly status = 500;
  public readonly code = 'INTERNAL_ERROR';

  public constructor() {
    super('Something went wrong on our side');
  }
}
