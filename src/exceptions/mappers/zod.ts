import { ZodError } from 'zod';
import type { HttpException } from '../HttpException.js';
import { ValidationFailed } from '../ValidationFailed.js';

export function fromZod(error: unknown): HttpException | undefined {
  if (!(error instanceof ZodError)) return undefined;
  return new ValidationFailed(error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
}
