import { HttpException } from './HttpException.js';

export class InvalidLoginState extends HttpException {
  public readonly status = 400;
  public readonly code = 'INVALID_STATE';

  public constructor() {
    super('This login was not begun here, was used already or took too long: please begin again');
  }
}
