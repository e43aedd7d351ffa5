import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import supertest from 'supertest';
import { createApp } from '../../../src/app.js';
import type { Route } from '../../../src/routes/Route.js';
import RouteService from '../../../src/routes/RouteService.js';
import { guest } from '../../support/http.js';

type Json = Record<string, unknown>;

interface Operation extends Json {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Json[];
  parameters?: { name: string; in: string; required?: boolean; schema: Json }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, Json>;
}

// At module level, because each operation becomes a test.
const { body: document } = await supertest(createApp()).get('/api/openapi.json');
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
);

function routeName({ method, fullPath }: Route): string {
  return `${method} ${fullPath.replace(/:(\w+)/g, '{$1}')}`;
}

function findOperation(route: Route): Operation {
  const found = operations.find(([name]) => name === routeName(route))?.[1];
  if (!found) throw new Error(`${routeName(route)} is not documented`);
  return found;
}

function resolveReference(value: Json): Json {
  if (typeof value.$ref !== 'string') return value;
  const path = value.$ref.slice(2).split('/');
  return path.reduce<Json>((node, key) => node[key] as Json, document);
}

/** Every schema object in a part of the document. */
function schemasIn(node: unknown): Json[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === 'schema' ? [value as Json] : schemasIn(value)));
}

const routes = RouteService.routes.map((route): [string, Route] => [routeName(route), route]);

describe('the OpenAPI document', () => {
  it('has version 3.1 and names the API', async () => {
    const { body, type } = await guest.get('/api/openapi.json');

    expect(type).toBe('application/json');
    expect(body).toMatchObject({ openapi: '3.1.0', info: { title: 'Lumina', version: expect.any(String) } });
  });

  it('is the same under both version prefixes', async () => {
    const { body } = await guest.get('/api/v1/openapi.json');

    expect(body).toEqual(document);
  });

  it('contains exactly the routes', () => {
    expect(operations.map(([name]) => name).sort()).toEqual(routes.map(([name]) => name).sort());
  });

  it('has unique operation ids', () => {
    const ids = operations.map(([, { operationId }]) => operationId);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no dangling references', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );

    expect(references.length).toBeGreaterThan(0);
    for (const $ref of references) expect(resolveReference({ $ref })).toBeDefined();
  });

  it('has only valid JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    ajv.addSchema(document, 'api');
    const meta = ajv.getSchema('https://json-schema.org/draft/2020-12/schema');
    const components = Object.entries((document.components as { schemas: Json }).schemas);

    const wrong = [...schemasIn(paths), ...components.map(([, schema]) => schema)].filter(
      (schema) => meta?.(schema) !== true,
    );

    expect(wrong).toEqual([]);
    for (const [name] of components)
      expect(() => ajv.compile({ $ref: `api#/components/schemas/${name}` })).not.toThrow();
  });

  it.each(operations)('describes %s', (_name, operation) => {
    expect(operation.summary).toMatch(/^[A-Z].{3,}/);
    expect(operation.tags).toHaveLength(1);
  });

  it.each(routes)('documents the success of %s', (_name, route) => {
    const { responses } = findOperation(route);

    const success = responses[route.response.status] as { content: Record<string, { schema: Json }> };

    const types: Record<string, string> = { html: 'text/html', plain: 'text/plain' };
    const type = route.response.kind === 'document' ? route.response.type : types[route.response.kind];
    const expected = route.response.kind === 'redirect' ? [] : [type ?? 'application/json'];
    expect(Object.keys(success.content)).toEqual(expected);
    for (const { schema } of Object.values(success.content)) expect(Object.keys(schema).length).toBeGreaterThan(0);
  });

  it.each(routes)('documents the errors of %s', (_name, route) => {
    const { responses } = findOperation(route);

    const expected = [...route.metadata.flatMap(({ errors }) => errors ?? []), ...route.errorStatuses, 429, 500, 503];

    for (const status of expected) {
      const { content } = resolveReference(responses[status] ?? {}) as { content: Json };
      expect(Object.keys(content)).toContain('application/json');
    }
  });

  it.each(routes)('has a parameter for each placeholder of %s', (_name, route) => {
    const placeholders = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);

    const parameters = (findOperation(route).parameters ?? []).filter((parameter) => parameter.in === 'path');

    expect(parameters.map(({ name }) => name)).toEqual(placeholders);
    expect(parameters.every(({ required }) => required)).toBe(true);
  });
});
