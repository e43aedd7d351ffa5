import { MulterError } from 'multer';
import { BadRequest } from '../BadRequest.js';
import type { HttpException } from '../HttpException.js';
import { PayloadTooLarge } from '../PayloadTooLarge.js';
import { ValidationFailed } from '../ValidationFailed.js';

// What busboy says of a body that is not what its header promised; multer hands these on as plain errors.
const MALFORMED =
  /Multipart: |Unexpected end of (form|multipart data)|Malformed (part header|content type)|Malformed urlencoded form/;

function ofLimit(error: MulterError): HttpException {
  if (error.code === 'LIMIT_UNEXPECTED_FILE')
    return ValidationFailed.of(error.field ?? 'file', 'This file is not expected');
  const errors = error.field ? { errors: [{ field: error.field, message: error.message }] } : {};
  return new PayloadTooLarge(error.message, errors);
}

export function fromMulter(error: unknown): HttpException | undefined {
  if (error instanceof MulterError) return ofLimit(error);
  if (error instanceof Error && MALFORMED.test(error.message)) return new BadRequest('The multipart body is malformed');
  return undefined;
}
