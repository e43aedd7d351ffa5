import { HttpException } from './HttpException.js';

/** What a generated action answers with until somebody writes it (RFC 9110, 15.6.2). */
export class NotImplemented extends HttpException {
  public readonly status = 501;
  public readonly code = 'NOT_IMPLEMENTED';

  public constructor() {
    super('This action is not implemented yet');
  }
}
