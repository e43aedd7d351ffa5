import { HttpException } from './HttpException.js';

export class DuplicateEntry extends HttpException {
  public readonly status = 409;
  public readonly code = 'DUPLICATE_ENTRY';

  public constructor(fields: readonly string[]) {
    super('This record already exists', {
      errors: fields.map((field) => ({ field, message: `This ${field} is already taken` })),
    });
  }
}
