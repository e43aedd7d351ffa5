import type {
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { z } from 'zod';
import type { Metadata } from '../../middlewares/metadata.js';
import type { ResponseSpec, Route } from '../Route.js';
import { errorResponse, REQUEST_ID } from './refusal.js';
import { schemas } from './schemas.js';

/** Statuses with which every route may be turned away, whatever it does: body and address are decoded before it. */
const COMMON_STATUSES = [400, 413, 415, 429, 500, 503];

const LINK = { Link: { schema: { type: 'string' }, description: 'The neighbouring pages (RFC 8288)' } } as const;

const LOCATION = { Location: { schema: { type: 'string' }, description: 'Where to go on' } } as const;
const ETAG = { ETag: { schema: { type: 'string' }, description: 'For If-None-Match and If-Match' } } as const;
const NOT_MODIFIED = { description: 'Still as the client knows it', headers: { ...REQUEST_ID, ...ETAG } };

/** What a route that answers 412 goes by. */
const IF_MATCH = z.object({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the record that is to be changed (RFC 9110, 13.1.1)' }),
});

function responseSchema(answer: Exclude<ResponseSpec, { kind: 'html' | 'plain' | 'redirect' | 'document' }>) {
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

function responseContent(answer: ResponseSpec): ZodOpenApiResponseObject['content'] & object {
  if (answer.kind === 'redirect') return {};
  if (answer.kind === 'html' || answer.kind === 'plain') return { [`text/${answer.kind}`]: { schema: schemas.text } };
  if (answer.kind === 'document') return { [answer.type]: { schema: schemas.text } };
  return { 'application/json': { schema: responseSchema(answer) } };
}

function listErrorStatuses({ metadata, errorStatuses: own, base }: Route): number[] {
  const negotiated = base === '/api' ? [406] : [];
  const statuses = [...metadata.flatMap(({ errors }) => errors ?? []), ...own, ...negotiated, ...COMMON_STATUSES];
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
    ...(failure && { [`${failure}`]: { description: 'Not now', content: responseContent(response) } }),
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
  const ways = [{ bearer: [] }, ...(scope ? [{ apiKey: [scope] }] : [])];
  switch (route.metadataOf('authentication')) {
    case 'required':
      return { security: ways };
    case 'optional':
      return { security: [{}, ...ways] };
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

/** What the OpenAPI document says of one route: all of it comes from the route's own line. */
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
