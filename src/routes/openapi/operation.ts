import { z } from 'zod';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Metadata } from '../../middlewares/metadata.js';
import type { ResponseSpec, Route } from '../Route.js';
import { errorResponse, REQUEST_ID } from './errorResponse.js';
import { schemas } from './schemas.js';

/** Any route can respond with these, because of parsing, rate limits, maintenance and unexpected errors. */
const COMMON_STATUSES = [400, 413, 415, 429, 500, 503];

const LINK = { Link: { schema: { type: 'string' }, description: 'Links to the other pages (RFC 8288)' } } as const;

const LOCATION = { Location: { schema: { type: 'string' }, description: 'The URL of the redirect' } } as const;
const ETAG = { ETag: { schema: { type: 'string' }, description: 'For If-None-Match and If-Match' } } as const;
const NOT_MODIFIED = { description: "The client's copy is still fresh", headers: { ...REQUEST_ID, ...ETAG } };

/** Optimistic locking: routes that can respond with 412 accept this header. */
const IF_MATCH = z.object({
  'If-Match': z.string().optional().meta({ description: 'The ETag of the version to change (RFC 9110, 13.1.1)' }),
});

function responseSchema(response: Exclude<ResponseSpec, { kind: 'html' | 'plain' | 'redirect' | 'document' }>) {
  switch (response.kind) {
    case 'record':
      return schemas.record(response.resource.schema);
    case 'records':
      return schemas.records(response.resource.schema);
    case 'page':
      return schemas.page(response.resource.schema);
    case 'nothing':
      return schemas.nothing;
    case 'json':
      return response.schema;
  }
}

function responseContent(response: ResponseSpec): ZodOpenApiResponseObject['content'] & object {
  if (response.kind === 'redirect') return {};
  if (response.kind === 'html' || response.kind === 'plain')
    return { [`text/${response.kind}`]: { schema: schemas.text } };
  if (response.kind === 'document') return { [response.type]: { schema: schemas.text } };
  return { 'application/json': { schema: responseSchema(response) } };
}

function listErrorStatuses({ metadata, errorStatuses, base }: Route): number[] {
  const negotiated = base === '/api' ? [406] : [];
  const statuses = [
    ...metadata.flatMap(({ errors }) => errors ?? []),
    ...errorStatuses,
    ...negotiated,
    ...COMMON_STATUSES,
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

function buildResponses(route: Route): ZodOpenApiResponsesObject {
  const { response, isConditional, summary } = route;
  const success: ZodOpenApiResponseObject = {
    description: summary,
    headers: {
      ...REQUEST_ID,
      ...(response.kind === 'page' && LINK),
      ...(response.kind === 'redirect' && LOCATION),
      ...(isConditional && ETAG),
    },
    content: responseContent(response),
  };
  const failure = response.kind === 'json' && response.failure;
  return {
    [`${response.status}`]: success,
    ...(isConditional && { 304: NOT_MODIFIED }),
    ...Object.fromEntries(listErrorStatuses(route).map((status) => [`${status}`, errorResponse(status)])),
    ...(failure && { [`${failure}`]: { description: 'Service unavailable', content: responseContent(response) } }),
  };
}

function uploadBody({ field, maxBytes, types }: NonNullable<Metadata['upload']>): ZodOpenApiRequestBodyObject {
  const description = `At most ${maxBytes / 1024 / 1024} MB. Its content must be one of: ${types.join(', ')}`;
  const schema = {
    type: 'object' as const,
    required: [field],
    properties: { [field]: { type: 'string' as const, format: 'binary', description } },
  };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function requestSpec(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody' | 'requestParams'> {
  const { body, query, params } = route.metadataOf('request')?.parts ?? {};
  const upload = route.metadataOf('upload');
  return {
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(upload && { requestBody: uploadBody(upload) }),
    requestParams: {
      ...(query && { query }),
      ...(params && { path: params }),
      ...(route.errorStatuses.includes(412) && { header: IF_MATCH }),
    } as NonNullable<ZodOpenApiOperationObject['requestParams']>,
  };
}

function securityRequirements(route: Route): Pick<ZodOpenApiOperationObject, 'security'> {
  const scope = route.metadataOf('scope');
  const schemes = [{ bearer: [] }, ...(scope ? [{ apiKey: [scope] }] : [])];
  switch (route.metadataOf('authentication')) {
    case 'required':
      return { security: schemes };
    case 'optional':
      return { security: [{}, ...schemes] };
    case undefined:
      return { security: [] };
  }
}

function accessRules(route: Route): Pick<ZodOpenApiOperationObject, 'description'> & Record<`x-${string}`, unknown> {
  const roles = route.metadataOf('roles');
  const scope = route.metadataOf('scope');
  const limit = route.metadataOf('limiter');
  const sentences = [
    ...(roles ? [`For ${roles.join(', ')} only.`] : []),
    ...(scope ? [`API keys need the scope ${scope}.`] : []),
    ...(limit ? [`At most ${limit.limit} requests in ${limit.window} seconds.`] : []),
  ];
  return {
    ...(sentences.length > 0 && { description: sentences.join(' ') }),
    ...(roles && { 'x-roles': roles }),
    ...(scope && { 'x-scopes': [scope] }),
    ...(limit && { 'x-rate-limit': limit }),
  };
}

/** Builds the OpenAPI operation of a route from its declaration and the metadata of its middlewares. */
export function buildOperation(route: Route): ZodOpenApiOperationObject {
  const path = route.fullPath.replace(/\W+/g, '_').replace(/^_|_$/g, '') || 'root';
  return {
    operationId: `${route.method}_${path}`,
    tags: [route.tag],
    summary: route.summary,
    ...accessRules(route),
    ...securityRequirements(route),
    ...requestSpec(route),
    responses: buildResponses(route),
  };
}
