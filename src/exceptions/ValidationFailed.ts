import { type FieldError, HttpException } from './HttpException.js';

export class ValidationFailed extends HttpException {
  public readonly status = 422;
  public readonly code = 'VALIDATION_ERROR';

  public constructor(errors: FieldError[]) {
    super('Validation Failed', { errors });
  }

  /** One field that is wrong for a reason that no schema can tell. */
  public static forField(field: string, message: string): ValidationFailed {
    return new ValidationFailed([{ field, message }]);
  }
}
