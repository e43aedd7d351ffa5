import { type Details, HttpException } from './HttpException.js';

export class UnsupportedMediaType extends HttpException {
  public readonly status = 415;
  public readonly code = 'UNSUPPORTED_MEDIA_TYPE';

  public constructor(message = 'The content type is not supported', details: Details = {}) {
    super(message, details);
  }
}
