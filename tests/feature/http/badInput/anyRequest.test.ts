import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Response } from 'supertest';
import { z } from 'zod';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { openApiDocument } from '../../../../src/routes/openapi/document.js';
import type { Route } from '../../../../src/routes/Route.js';
import RouteService from '../../../../src/routes/RouteService.js';
import { as, type Client, guest } from '../../../support/http.js';

const RUNS = 20;
const PATIENCE = 5_000;

const document = openApiDocument(RouteService.routes);

const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '0',
    '1',
    '-1',
    '1e3',
    '1.5',
    'abc',
    'admin',
    'null',
    '2026-01-31',
    '\0',
    '\ud800',
    '%',
    "'",
    '\\',
    '🦊',
  ],
  ...['a@example.com', String(2n ** 70n), '../../..', '[]', '{}', 'x'.repeat(300), '__proto__', 'id', '-id'],
);
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }));
const value = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom(null, true, 0, -1, 1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Arbitrary values for some of these names, plus arbitrary other fields. */
function record<T>(names: string[], of: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  const known = fc.record(Object.fromEntries(names.map((name) => [name, of])), { requiredKeys: [] });
  const others = fc.dictionary(fc.oneof(nasty, fc.string()), of, { maxKeys: 2 });
  return fc.tuple(known, others).map(([some, more]) => ({ ...more, ...some }) as Record<string, T>);
}

function arbitraryBody(route: Route): fc.Arbitrary<unknown> {
  const schema = route.metadataOf('request')?.parts.body;
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return fc.oneof(
    { weight: 5, arbitrary: record(names, value) },
    fc.jsonValue({ maxDepth: 4 }),
    fc.constant(undefined),
  );
}

function arbitraryQuery({ fullPath, method }: Route): fc.Arbitrary<string> {
  const operation = document.paths?.[fullPath.replace(/:(\w+)/g, '{$1}')]?.[method];
  const parameters = (operation?.parameters ?? []).flatMap((parameter) => ('name' in parameter ? [parameter] : []));
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const pairs = record(names, fc.oneof(text, fc.constantFrom('asc', 'desc', '2', '100', 'email', 'id,email')));
  const encoded = pairs.map((given) => new URLSearchParams(given).toString());
  return fc.oneof({ weight: 5, arbitrary: encoded }, fc.constantFrom('%', '%zz', 'a[b]=c', '&=&', 'page=1&page=2'));
}

function arbitraryPath({ fullPath }: Route): fc.Arbitrary<string> {
  const names = fullPath.match(/[:*]\w+/g) ?? [];
  const value = fc.oneof(nasty, fc.integer({ min: 1, max: 20 }).map(String), fc.string({ minLength: 1 }));
  const encoded = value.map((given) => encodeURIComponent(Buffer.from(given).toString()) || '%20');
  // The client resolves these segments before it sends the path, so that it would hit another route.
  const segment = encoded.filter((text) => text !== '.' && text !== '..');
  const raw = fc.oneof({ weight: 9, arbitrary: segment }, fc.constantFrom('%', '%ff'));
  return fc
    .tuple(...names.map(() => raw))
    .map((values) => names.reduce((path, name, index) => path.replace(name, values[index] ?? '1'), fullPath));
}

function arbitraryRequest(route: Route) {
  return fc.record({
    who: fc.constantFrom('guest' as const, 'user' as const, 'admin' as const),
    path: arbitraryPath(route),
    query: arbitraryQuery(route),
    body: route.method === 'get' ? fc.constant(undefined) : arbitraryBody(route),
  });
}

function assertDocumentedResponse(response: Response): void {
  expect(response.status).toBeLessThan(500);
  if (response.status < 400) return;
  expect(response.body).toMatchObject({ success: false, code: response.status, requestId: expect.any(String) });
  expect(response.body.message).toEqual(expect.any(String));
  expect(response.body.error).toMatch(/^[A-Z_]+$/);
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('an arbitrary request', () => {
  it.each(RouteService.routes.map((route) => [`${route.method} ${route.fullPath}`, route] as const))(
    'gets a documented response from %s',
    async (_name, route) => {
      const clients: Record<'guest' | 'user' | 'admin', Client> = {
        guest,
        user: as(await UserFactory.create()),
        admin: as(await UserFactory.admin().create()),
      };

      const property = fc.asyncProperty(arbitraryRequest(route), async ({ who, path, query, body }) => {
        const content = body === undefined ? undefined : JSON.stringify(body);
        const start = performance.now();
        const response = await clients[who].build(route.method, `${path}?${query}`, (test) =>
          content === undefined ? test.redirects(0) : test.redirects(0).set(JSON_TYPE).send(content),
        );
        expect(performance.now() - start).toBeLessThan(PATIENCE);
        assertDocumentedResponse(response);
      });

      await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
    },
    60_000,
  );
});
