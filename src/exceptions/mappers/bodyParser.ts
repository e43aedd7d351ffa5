import { BadRequest } from '../BadRequest.js';
import type { HttpException } from '../HttpException.js';
import { PayloadTooLarge } from '../PayloadTooLarge.js';
import { UnsupportedMediaType } from '../UnsupportedMediaType.js';

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const status: unknown = Reflect.get(error, 'status');
  return typeof status === 'number' ? status : undefined;
}

/** The errors of body-parser, and of Express for a path that is not validly encoded: they carry a status. */
export function fromBodyParser(error: unknown): HttpException | undefined {
  const status = statusOf(error);
  if (status === 413) return new PayloadTooLarge();
  if (status === 415) return new UnsupportedMediaType();
  if (status === undefined || status < 400 || status >= 500) return undefined;
  const isMalformedJson = error instanceof Error && Reflect.get(error, 'type') === 'entity.parse.failed';
  return new BadRequest(isMalformedJson ? 'The body is not valid JSON' : undefined);
}
