import { HttpException } from './HttpException.js';

/** Makes browsers prompt for credentials (HTTP Basic, RFC 7617). */
export class AdministratorRequired extends HttpException {
  public readonly status = 401;
  public readonly code = 'UNAUTHORIZED';

  public constructor() {
    super('Please sign in as an administrator', {
      headers: { 'WWW-Authenticate': 'Basic realm="Administration", charset="UTF-8"' },
    });
  }
}
