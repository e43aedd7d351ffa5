import { STATUS_CODES } from 'node:http';
import type {
  ZodOpenApiHeadersObject,
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Metadata } from '../../middlewares/metadata.js';
import type { Answer, Route } from '../Route.js';
import { schemas } from './schemas.js';

/** Statuses with which every route may be turned away, whatever it does: body and address are decoded before it. */
const ANYWHERE = [400, 413, 415, 429, 500, 503];

const REQUEST_ID = {
  'X-Request-Id': { schema: { type: 'string' }, description: 'Names the request in the log' },
} as const;
const LINK = { Link: { schema: { type: 'string' }, description: 'The neighbouring pages (RFC 8288)' } } as const;
const RETRY_AFTER = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait' } } as const;
const ALLOW = { Allow: { schema: { type: 'string' }, description: 'The methods that are allowed' } } as const;

function schemaOf(answer: Exclude<Answer, { kind: 'html' }>) {
  switch (answer.kind) {
    case 'record':
      return schemas.record(answer.resource.schema);
    case 'records':
      return schemas.records(answer.resource.schema);
    case 'page':
      return schemas.page(answer.resource.schema);
    case 'nothing':
      return schemas.nothing;
    case 'json':
      return answer.schema;
  }
}

function contentOf(answer: Answer): ZodOpenApiResponseObject['content'] & object {
  if (answer.kind === 'html') return { 'text/html': { schema: { type: 'string' } } };
  return { 'application/json': { schema: schemaOf(answer) } };
}

function headersOf(status: number): ZodOpenApiHeadersObject {
  return {
    ...REQUEST_ID,
    ...(status === 405 && ALLOW),
    ...((status === 429 || status === 503) && RETRY_AFTER),
  };
}

const refusals = new Map<number, ZodOpenApiResponseObject>();

/** One object for each status, which the document holds once and refers to. */
function refusal(status: number): ZodOpenApiResponseObject {
  const known = refusals.get(status) ?? describeRefusal(status);
  refusals.set(status, known);
  return known;
}

const CODES: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'VALIDATION_ERROR',
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

function exampleOf(status: number): object {
  const errors = status === 422 ? [{ field: 'email', message: 'Invalid email address' }] : null;
  const facts = { code: status, error: CODES[status], errors, requestId: '5b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' };
  return { success: false, message: STATUS_CODES[status], ...facts, ...(status === 429 && { retryAfter: 60 }) };
}

function describeRefusal(status: number): ZodOpenApiResponseObject {
  return {
    id: `Error${status}`,
    description: STATUS_CODES[status] ?? 'Error',
    headers: headersOf(status),
    content: {
      'application/json': { schema: schemas.error, example: exampleOf(status) },
      'application/problem+json': { schema: schemas.problem },
    },
  };
}

function responsesOf({ answer, metadata, refusals: own, base, summary }: Route): ZodOpenApiResponsesObject {
  const negotiated = base === '/api' ? [406] : [];
  const statuses = [...metadata.flatMap(({ errors }) => errors ?? []), ...own, ...negotiated, ...ANYWHERE];
  const unique = [...new Set(statuses)].sort((a, b) => a - b);
  const success: ZodOpenApiResponseObject = {
    description: summary,
    headers: { ...REQUEST_ID, ...(answer.kind === 'page' && LINK) },
    content: contentOf(answer),
  };
  const failure = answer.kind === 'json' && answer.failure;
  return {
    [`${answer.status}`]: success,
    ...Object.fromEntries(unique.map((status) => [`${status}`, refusal(status)])),
    ...(failure && { [`${failure}`]: { description: 'Not now', content: contentOf(answer) } }),
  };
}

function uploadBody({ field, maxBytes, types }: NonNullable<Metadata['upload']>): ZodOpenApiRequestBodyObject {
  const description = `At most ${maxBytes / 1024 / 1024} MB, by its content one of: ${types.join(', ')}`;
  const schema = {
    type: 'object' as const,
    required: [field],
    properties: { [field]: { type: 'string' as const, format: 'binary', description } },
  };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function inputOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody' | 'requestParams'> {
  const { body, query, params } = route.fact('request')?.parts ?? {};
  const upload = route.fact('upload');
  return {
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(upload && { requestBody: uploadBody(upload) }),
    requestParams: { ...(query && { query }), ...(params && { path: params }) } as NonNullable<
      ZodOpenApiOperationObject['requestParams']
    >,
  };
}

function securityOf(route: Route): Pick<ZodOpenApiOperationObject, 'security'> {
  switch (route.fact('authentication')) {
    case 'required':
      return { security: [{ bearer: [] }] };
    case 'optional':
      return { security: [{}, { bearer: [] }] };
    case undefined:
      return { security: [] };
  }
}

function rulesOf(route: Route): Pick<ZodOpenApiOperationObject, 'description'> & Record<`x-${string}`, unknown> {
  const roles = route.fact('roles');
  const limit = route.fact('limiter');
  const sentences = [
    ...(roles ? [`For ${roles.join(', ')} only.`] : []),
    ...(limit ? [`At most ${limit.limit} requests in ${limit.window} seconds.`] : []),
  ];
  return {
    ...(sentences.length > 0 && { description: sentences.join(' ') }),
    ...(roles && { 'x-roles': roles }),
    ...(limit && { 'x-rate-limit': limit }),
  };
}

/** What the OpenAPI document says of one route: all of it comes from the route's own line. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const path = route.fullPath.replace(/\W+/g, '_').replace(/^_|_$/g, '') || 'root';
  return {
    operationId: `${route.method}_${path}`,
    tags: [route.tag],
    summary: route.summary,
    ...rulesOf(route),
    ...securityOf(route),
    ...inputOf(route),
    responses: responsesOf(route),
  };
}
