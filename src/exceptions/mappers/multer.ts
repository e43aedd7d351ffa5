import { MulterError } from 'multer';
import { BadRequest, PayloadTooLarge } from '../errors.js';
import type { HttpException } from '../HttpException.js';
import { ValidationFailed } from '../ValidationFailed.js';

// What busboy says of a body that is not what its header promised; multer hands these on as plain errors.
const MALFORMED =
  /Multipart: |Unexpected end of (form|multipart data)|Malformed (part header|content type)|Malformed urlencoded form/;
const BROKEN_OFF = /^Request (aborted|closed)$/;

function ofLimit(error: MulterError): HttpException {
  if (error.code === 'LIMIT_UNEXPECTED_FILE') {
    return ValidationFailed.of(error.field ?? 'file', 'This file is not expected');
  }
  const errors = error.field ? { errors: [{ field: error.field, message: error.message }] } : {};
  return new PayloadTooLarge(error.message, errors);
}

export function fromMulter(error: unknown): HttpException | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof MulterError && error.code.startsWith('LIMIT_')) return ofLimit(error);
  const isMalformed = error instanceof MulterError || MALFORMED.test(error.message) || BROKEN_OFF.test(error.message);
  return isMalformed ? new BadRequest('The multipart body is malformed') : undefined;
}
