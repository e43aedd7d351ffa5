import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { address, as, guest } from '../../support/http.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

function logIn(body: string, headers: Record<string, string>) {
  return guest.post('/api/login', body, headers);
}

describe('an unreadable body', () => {
  it.each(['{', '{"email":"a@b.c",}', "{'email':1}", 'undefined', '"text"', '42'])(
    'is malformed as %s',
    async (body) => {
      const response = await logIn(body, JSON_TYPE);

      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({ error: 'BAD_REQUEST', message: 'The body is not valid JSON' });
    },
  );

  it('is rejected as a list', async () => {
    const response = await logIn('[]', JSON_TYPE);

    expect(response.status).toBe(422);
  });

  it('is rejected beyond one megabyte', async () => {
    const response = await logIn(JSON.stringify({ email: 'x'.repeat(1024 * 1024) }), JSON_TYPE);

    expect(response.status).toBe(413);
    expect(response.body.error).toBe('PAYLOAD_TOO_LARGE');
  });

  it('is rejected beyond one megabyte of decompressed data', async () => {
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(JSON.stringify({ email: 'x'.repeat(5 * 1024 * 1024) }));

    const response = await fetch(`${address()}/api/login`, {
      method: 'POST',
      body,
      headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
    });

    expect(response.status).toBe(413);
  });

  it.each([
    ['an unknown character set', { 'Content-Type': 'application/json; charset=klingon' }, 415],
    ['an unknown encoding', { ...JSON_TYPE, 'Content-Encoding': 'rot13' }, 415],
    ['plain text', { 'Content-Type': 'text/plain' }, 415],
    ['XML', { 'Content-Type': 'application/xml' }, 415],
    ['a form with files', { 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
    ['broken compression', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, 400],
  ])('is rejected with %s', async (_name, headers, status) => {
    const response = await logIn('{"email":"a@b.cd","password":"x"}', headers);

    expect(response.status).toBe(status);
  });

  it('is rejected with too many form fields', async () => {
    const response = await logIn('a=1&'.repeat(2_000), { 'Content-Type': 'application/x-www-form-urlencoded' });

    expect(response.status).toBe(413);
  });
});

describe('an unknown URL', () => {
  it.each(['/api/nowhere', '/api/v1/nowhere', '/api/v2/me', '/apix', '/api/users/1/2/3/4'])(
    'is not found: %s',
    async (path) => {
      const response = await guest.get(path);

      expect(response.status).toBe(404);
      expect(response.body).toMatchObject({ error: 'NOT_FOUND', message: 'Route not found' });
    },
  );

  it.each(['/api/users/%', '/api/users/%ff', '/api/users/%E0%A4%A'])(
    'is rejected for its encoding: %s',
    async (path) => {
      const admin = await UserFactory.admin().create();

      const response = await as(admin).get(path);

      expect(response.status).toBe(400);
    },
  );

  it.each(['0', '-1', '1.5', 'abc', '9007199254740993', '1e3', '%00', '1;DROP TABLE users'])(
    'is rejected for its id: %s',
    async (id) => {
      const admin = await UserFactory.admin().create();

      const response = await as(admin).get(`/api/users/${id}`);

      expect(response.status).toBe(422);
      expect(response.body.errors).toEqual([expect.objectContaining({ field: 'id' })]);
    },
  );
});

describe('an unsupported method', () => {
  it.each([
    ['put', '/api/me', 'GET, PATCH, DELETE, HEAD'],
    ['get', '/api/login', 'POST'],
    ['put', '/api/users', 'GET, POST, HEAD'],
    ['post', '/status', 'GET, HEAD'],
    ['delete', '/api/v1/auth/logout', 'POST'],
  ] as const)('is rejected: %s %s', async (method, path, allowed) => {
    const response = await guest[method](path);

    expect(response.status).toBe(405);
    expect(response.body.error).toBe('METHOD_NOT_ALLOWED');
    expect(response.headers.allow).toBe(allowed);
  });

  it('is not HEAD where GET is allowed', async () => {
    const response = await guest.head('/status');

    expect(response.status).toBe(200);
  });
});

describe('content negotiation', () => {
  it.each(['image/png', 'text/plain', 'application/xml', 'text/csv;q=0.9'])('rejects %s', async (accept) => {
    const response = await guest.get('/api/me', { Accept: accept });

    expect(response.status).toBe(406);
    expect(response.body.error).toBe('NOT_ACCEPTABLE');
  });

  it.each([
    '*/*',
    'application/*',
    'application/json',
    'text/html',
    'application/problem+json',
    'image/png, */*;q=0.1',
  ])('accepts %s', async (accept) => {
    const response = await guest.get('/api/me', { Accept: accept });

    expect(response.status).toBe(401);
  });
});
