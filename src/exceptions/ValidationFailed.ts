import { type FieldError, HttpException } from './HttpException.js';

export class ValidationFailed extends HttpException {
  public readonly status = 422;
  public readonly code = 'VALIDATION_ERROR';

  public constructor(errors: FieldError[]) {
    super('Validation Failed', { errors });
  }

  /** Creates an error for one field, for rules that a schema cannot express. */
  public static forField(field: string, message: string): ValidationFailed {
    return new ValidationFailed([{ field, message }]);
  }
}
