import { STATUS_CODES } from 'node:http';
import type { ZodOpenApiHeadersObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { schemas } from './schemas.js';

/** A header of every response. */
export const REQUEST_ID = {
  'X-Request-Id': { schema: { type: 'string' }, description: 'Identifies the request in the log' },
} as const;
const ALLOW = { Allow: { schema: { type: 'string' }, description: 'The allowed methods' } } as const;
const RETRY_AFTER = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait' } } as const;

function errorHeaders(status: number): ZodOpenApiHeadersObject {
  return {
    ...REQUEST_ID,
    ...(status === 405 && ALLOW),
    ...((status === 429 || status === 503) && RETRY_AFTER),
  };
}

const errorResponses = new Map<number, ZodOpenApiResponseObject>();

/** Returns the same object for each status, so that the document holds it once and refers to it. */
export function errorResponse(status: number): ZodOpenApiResponseObject {
  const response = errorResponses.get(status) ?? buildErrorResponse(status);
  errorResponses.set(status, response);
  return response;
}

const CODES: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'VALIDATION_ERROR',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

function errorExample(status: number): object {
  const errors = status === 422 ? [{ field: 'email', message: 'Invalid email address' }] : null;
  const facts = { code: status, error: CODES[status], errors, requestId: '5b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' };
  return { success: false, message: STATUS_CODES[status], ...facts, ...(status === 429 && { retryAfter: 60 }) };
}

function buildErrorResponse(status: number): ZodOpenApiResponseObject {
  return {
    id: `Error${status}`,
    description: STATUS_CODES[status] ?? 'Error',
    headers: errorHeaders(status),
    content: {
      'application/json': { schema: schemas.error, example: errorExample(status) },
      'application/problem+json': { schema: schemas.problem },
    },
  };
}
