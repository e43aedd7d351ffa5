import { MulterError } from 'multer';
import { BadRequest, PayloadTooLarge } from '../errors.js';
import type { HttpException } from '../HttpException.js';
import { ValidationFailed } from '../ValidationFailed.js';

// Messages of busboy for malformed bodies, which multer passes on as plain errors.
const MALFORMED =
  /Multipart: |Unexpected end of (form|multipart data)|Malformed (part header|content type)|Malformed urlencoded form/;
const ABORTED = /^Request (aborted|closed)$/;

function fromLimit(error: MulterError): HttpException {
  if (error.code === 'LIMIT_UNEXPECTED_FILE') {
    return ValidationFailed.forField(error.field ?? 'file', 'This file is not expected');
  }
  const errors = error.field ? { errors: [{ field: error.field, message: error.message }] } : {};
  return new PayloadTooLarge(error.message, errors);
}

export function fromMulter(error: unknown): HttpException | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof MulterError && error.code.startsWith('LIMIT_')) return fromLimit(error);
  const isMalformed = error instanceof MulterError || MALFORMED.test(error.message) || ABORTED.test(error.message);
  return isMalformed ? new BadRequest('The multipart body is malformed') : undefined;
}
