import { HttpException } from './HttpException.js';

export class PreconditionFailed extends HttpException {
  public readonly status = 412;
  public readonly code = 'PRECONDITION_FAILED';

  public constructor() {
    super('The record or file is no longer as the request expects');
  }
}
