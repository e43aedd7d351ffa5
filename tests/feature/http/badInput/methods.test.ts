import { describe, expect, it } from '@jest/globals';
import type { Method } from '../../../../src/routes/Route.js';
import RouteService from '../../../../src/routes/RouteService.js';
import { guest } from '../../../support/http.js';

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

const methodsOf = new Map<string, Method[]>();
for (const { fullPath, method } of RouteService.routes) {
  methodsOf.set(fullPath, [...(methodsOf.get(fullPath) ?? []), method]);
}

/** Puts `1` in place of the parameters; no other path of the table may match the result. */
const table = [...methodsOf].map(([path, methods]) => ({ path: path.replace(/:\w+/g, '1'), methods }));

function allowedMethods(methods: Method[]): string[] {
  return [...methods.map((method) => method.toUpperCase()), ...(methods.includes('get') ? ['HEAD'] : [])].sort();
}

describe.each(table)('$path', ({ path, methods }) => {
  const others = METHODS.filter((method) => !methods.includes(method));

  it.each(others)('rejects %s and lists the allowed methods', async (method) => {
    const response = await guest[method](path);

    expect(response.status).toBe(405);
    expect(response.body.error).toBe('METHOD_NOT_ALLOWED');
    expect(response.headers.allow?.split(', ').sort()).toEqual(allowedMethods(methods));
  });

  it('answers OPTIONS without side effects', async () => {
    const response = await guest.build('options', path, (test) => test.set('Origin', 'https://example.com'));

    expect(response.status).toBe(204);
    expect(response.text).toBe('');
  });

  it('answers HEAD like GET, without a body', async () => {
    const [head, get] = [await guest.head(path), await guest.get(path)];

    expect(head.text).toBeFalsy();
    expect(head.status).toBe(get.status);
  });

  it('behaves the same below /api/v1', async () => {
    const method = methods[0] ?? 'get';
    if (!path.startsWith('/api/')) return;

    const [plain, versioned] = [await guest[method](path), await guest[method](path.replace('/api', '/api/v1'))];

    expect(versioned.status).toBe(plain.status);
    expect(versioned.body.error).toBe(plain.body.error);
  });
});

describe('an unknown path', () => {
  it.each(METHODS)('is not found by %s', async (method) => {
    const response = await guest[method]('/api/nowhere');

    expect(response.status).toBe(404);
    expect(response.headers).not.toHaveProperty('allow');
  });
});
