import { HttpException } from './HttpException.js';

export class RangeNotSatisfiable extends HttpException {
  public readonly status = 416;
  public readonly code = 'RANGE_NOT_SATISFIABLE';

  public constructor() {
    super('The file does not have this range');
  }
}
