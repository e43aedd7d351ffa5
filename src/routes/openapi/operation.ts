import type {
  ZodOpenApiOperationObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { z } from 'zod';
import type { Metadata } from '../../middlewares/metadata.js';
import type { Answer, Route } from '../Route.js';
import { refusal, REQUEST_ID } from './refusal.js';
import { schemas } from './schemas.js';

/** Statuses with which every route may be turned away, whatever it does: body and address are decoded before it. */
const ANYWHERE = [400, 413, 415, 429, 500, 503];

const LINK = { Link: { schema: { type: 'string' }, description: 'The neighbouring pages (RFC 8288)' } } as const;

const LOCATION = { Location: { schema: { type: 'string' }, description: 'Where to go on' } } as const;
const TAG = { ETag: { schema: { type: 'string' }, description: 'For If-None-Match and If-Match' } } as const;
const NOT_MODIFIED = { description: 'Still as the client knows it', headers: { ...REQUEST_ID, ...TAG } };

/** What a route that answers 412 goes by. */
const IF_MATCH = z.object({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the record that is to be changed (RFC 9110, 13.1.1)' }),
});

function schemaOf(answer: Exclude<Answer, { kind: 'html' | 'plain' | 'redirect' | 'document' }>) {
  switch (answer.kind) {
    case 'record':
      return schemas.record(answer.orNothing ? answer.resource.schema.nullable() : answer.resource.schema);
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
  if (answer.kind === 'redirect') return {};
  if (answer.kind === 'html' || answer.kind === 'plain') return { [`text/${answer.kind}`]: { schema: schemas.text } };
  if (answer.kind === 'document') return { [answer.type]: { schema: schemas.text } };
  return { 'application/json': { schema: schemaOf(answer) } };
}

function refusalsOf({ metadata, refusals: own, base }: Route): number[] {
  const negotiated = base === '/api' ? [406] : [];
  const statuses = [...metadata.flatMap(({ errors }) => errors ?? []), ...own, ...negotiated, ...ANYWHERE];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const { answer, isRevalidated, summary } = route;
  const success: ZodOpenApiResponseObject = {
    description: summary,
    headers: {
      ...REQUEST_ID,
      ...(answer.kind === 'page' && LINK),
      ...(answer.kind === 'redirect' && LOCATION),
      ...(isRevalidated && TAG),
    },
    content: contentOf(answer),
  };
  const failure = answer.kind === 'json' && answer.failure;
  return {
    [`${answer.status}`]: success,
    ...(isRevalidated && { 304: NOT_MODIFIED }),
    ...Object.fromEntries(refusalsOf(route).map((status) => [`${status}`, refusal(status)])),
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
    requestParams: {
      ...(query && { query }),
      ...(params && { path: params }),
      ...(route.refusals.includes(412) && { header: IF_MATCH }),
    } as NonNullable<ZodOpenApiOperationObject['requestParams']>,
  };
}

function securityOf(route: Route): Pick<ZodOpenApiOperationObject, 'security'> {
  const scope = route.fact('scope');
  const ways = [{ bearer: [] }, ...(scope ? [{ apiKey: [scope] }] : [])];
  switch (route.fact('authentication')) {
    case 'required':
      return { security: ways };
    case 'optional':
      return { security: [{}, ...ways] };
    case undefined:
      return { security: [] };
  }
}

function rulesOf(route: Route): Pick<ZodOpenApiOperationObject, 'description'> & Record<`x-${string}`, unknown> {
  const roles = route.fact('roles');
  const scope = route.fact('scope');
  const limit = route.fact('limiter');
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
