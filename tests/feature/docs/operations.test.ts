import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_AUTH = '5/1h';
const { ROLES } = await import('../../../src/models/users/User.js');
const { guest } = await import('../../support/http.js');

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Record<string, unknown>;
}

async function operation(method: string, path: string) {
  const { body } = await guest.get('/api/openapi.json');
  return body.paths[path][method];
}

describe('the reference', () => {
  it('documents the parameters of lists with their bounds', async () => {
    const { parameters } = await operation('get', '/api/users');

    const named = Object.fromEntries((parameters as Parameter[]).map(({ name, schema }) => [name, schema]));
    const expected = [
      'page',
      'limit',
      'sort',
      'order',
      'search',
      'filter[role]',
      'filter[status]',
      'dateFrom',
      'dateTo',
      'fields',
    ];
    expect(Object.keys(named)).toEqual(expect.arrayContaining(expected));
    expect(named.limit).toMatchObject({ maximum: 100, default: 15 });
    expect(named.page).toMatchObject({ minimum: 1, default: 1 });
    expect(named['filter[role]']).toMatchObject({ enum: [...ROLES] });
    expect((parameters as Parameter[]).every((parameter) => parameter.in === 'query' && !parameter.required)).toBe(
      true,
    );
  });

  it('documents pagination and links', async () => {
    const { responses } = await operation('get', '/api/users');

    const text = JSON.stringify(responses['200']);
    expect(text).toContain('#/components/schemas/PageMeta');
    expect(responses['200'].headers).toHaveProperty('Link');
  });

  it('documents who may use a route', async () => {
    const list = await operation('get', '/api/users');
    const me = await operation('get', '/api/me');
    const login = await operation('post', '/api/login');
    const create = await operation('post', '/api/users');

    expect(list).toMatchObject({
      security: [{ bearer: [] }, { apiKey: ['users:read'] }],
      'x-roles': ['admin', 'manager'],
    });
    expect(list.description).toContain('admin, manager');
    expect(me.security).toEqual([{ bearer: [] }, { apiKey: ['account:read'] }]);
    expect(me).not.toHaveProperty('x-roles');
    expect(login.security).toEqual([]);
    expect(create.security).toEqual([{}, { bearer: [] }, { apiKey: ['users:write'] }]);
  });

  it('documents which routes accept API keys, and the scopes', async () => {
    const list = await operation('get', '/api/users');
    const sessions = await operation('get', '/api/auth/sessions');
    const { body } = await guest.get('/api/openapi.json');

    const known = ['read', 'write', 'account:read', 'users:read', 'users:write'];
    expect(list).toMatchObject({ 'x-scopes': ['users:read'], description: expect.stringContaining('users:read') });
    expect(sessions.security).toEqual([{ bearer: [] }]);
    expect(body.components.securitySchemes.apiKey).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(body.components.securitySchemes.apiKey['x-scopes']).toEqual(expect.arrayContaining(known));
    const { requestBody } = body.paths['/api/api-keys'].post;
    const { items } = requestBody.content['application/json'].schema.properties.scopes;
    expect(items.enum).toEqual(body.components.securitySchemes.apiKey['x-scopes']);
  });

  it('documents rate limits', async () => {
    const login = await operation('post', '/api/login');

    expect(login['x-rate-limit']).toEqual({ limit: 5, window: 3600 });
    expect(login.description).toContain('At most 5 requests in 3600 seconds');
    expect(login.responses).toHaveProperty('429');
  });

  it('documents image uploads as forms', async () => {
    const { requestBody } = await operation('post', '/api/users/avatar');

    expect(Object.keys(requestBody.content)).toEqual(['multipart/form-data']);
    const { schema } = requestBody.content['multipart/form-data'];
    expect(schema).toMatchObject({
      required: ['avatar'],
      properties: { avatar: { type: 'string', format: 'binary' } },
    });
    expect(schema.properties.avatar.description).toMatch(/5 MB.*image\/jpeg.*application\/pdf/);
  });

  it('documents request bodies', async () => {
    const { requestBody } = await operation('post', '/api/auth/register');

    const { schema } = requestBody.content['application/json'];
    expect(requestBody.required).toBe(true);
    expect([...schema.required].sort()).toEqual(['email', 'firstname', 'lastname', 'password']);
    expect(schema.properties.password).toMatchObject({ minLength: 8, maxLength: 128 });
    expect(schema.properties.email).toMatchObject({ format: 'email' });
  });

  it('has no password in responses', async () => {
    const { body } = await guest.get('/api/openapi.json');

    const users = JSON.stringify(Object.values(body.paths).map((path) => (path as { get?: unknown }).get));
    expect(users).not.toMatch(/"password"/);
    expect(JSON.stringify(body.components)).not.toMatch(/"password":/);
  });

  it('documents errors in both formats', async () => {
    const { body } = await guest.get('/api/openapi.json');

    const { Error422 } = body.components.responses;
    expect(Object.keys(Error422.content)).toEqual(['application/json', 'application/problem+json']);
    expect(body.components.responses.Error429.headers).toHaveProperty('Retry-After');
  });

  it('documents authentication', async () => {
    const { body } = await guest.get('/api/openapi.json');

    expect(body.components.securitySchemes.bearer).toEqual({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  });
});
