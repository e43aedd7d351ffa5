import { HttpException } from './HttpException.js';

export class NotFound extends HttpException {
  public readonly status = 404;
  public readonly code = 'NOT_FOUND';

  public constructor(resource = 'Resource') {
    super(`${resource} not found`);
  }
}

export class FileNotFound extends NotFound {
  public constructor(public readonly key: string) {
    super('File');
  }
}
