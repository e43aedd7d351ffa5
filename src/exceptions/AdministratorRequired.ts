import { HttpException } from './HttpException.js';

/** Makes a browser ask for an e-mail and a password (RFC 7617). */
export class AdministratorRequired extends HttpException {
  public readonly status = 401;
  public readonly code = 'UNAUTHORIZED';

  public constructor() {
    super('Please sign in as an administrator', {
      headers: { 'WWW-Authenticate': 'Basic realm="Administration", charset="UTF-8"' },
    });
  }
}
