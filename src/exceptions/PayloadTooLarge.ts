import { type Details, HttpException } from './HttpException.js';

export class PayloadTooLarge extends HttpException {
  public readonly status = 413;
  public readonly code = 'PAYLOAD_TOO_LARGE';

  public constructor(message = 'The request is too large', details: Details = {}) {
    super(message, details);
  }
}
