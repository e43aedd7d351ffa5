import {
  BadRequest,
  PayloadTooLarge,
  PreconditionFailed,
  RangeNotSatisfiable,
  UnsupportedMediaType,
} from '../errors.js';
import type { HttpException } from '../HttpException.js';

/** True for errors of body-parser, which has `expose`, and of the router for an undecodable path. */
function isHttpError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && ('expose' in error || error instanceof URIError);
}

/** Maps errors that carry a status: of body-parser, of sent files, and of Express for paths with invalid encoding. */
export function fromBodyParser(error: unknown): HttpException | undefined {
  if (!isHttpError(error)) return undefined;
  const { status } = error;
  if (status === 412) return new PreconditionFailed();
  if (status === 413) return new PayloadTooLarge();
  if (status === 415) return new UnsupportedMediaType();
  if (status === 416) return new RangeNotSatisfiable();
  if (status < 400 || status >= 500) return undefined;
  const isMalformedJson = 'type' in error && error.type === 'entity.parse.failed';
  return new BadRequest(isMalformedJson ? 'The body is not valid JSON' : undefined);
}
