import { HttpException } from './HttpException.js';

export class BadRequest extends HttpException {
  public readonly status = 400;
  public readonly code = 'BAD_REQUEST';

  public constructor(message = 'The request could not be understood') {
    super(message);
  }
}
