import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { address, guest } from '../../../support/http.js';

const LOGIN = '/api/auth/login';
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Sends a raw body with any headers. */
function send(body: string | Buffer, headers: Record<string, string>, path = LOGIN): Promise<Response> {
  return guest.build('post', path, (test) => {
    test.set(headers).write(body);
    return test;
  });
}

describe('a body that is not JSON', () => {
  it.each([
    ['cut short', '{"email":'],
    ['a bare word', 'hello'],
    ['two values', '{}{}'],
    ['a comment', '{/* */}'],
    ['single quotes', "{'email':'x'}"],
    ['a trailing comma', '{"email":"x",}'],
    ['NaN', '{"email":NaN}'],
    ['a raw NUL', '{"email":"\0"}'],
    ['only spaces', '   '],
    ['a string', '"text"'],
    ['null', 'null'],
    ['a number', '7'],
  ])('is rejected as malformed: %s', async (_what, body) => {
    const response = await send(body, JSON_TYPE);

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ error: 'BAD_REQUEST', errors: null });
  });

  it('is not echoed in the response', async () => {
    const response = await send('{"password":"my secret', JSON_TYPE);

    expect(response.text).not.toContain('secret');
  });

  it.each(['/api/auth/logout', '/api/users/avatar'])(
    'is rejected by routes that take no body too: %s',
    async (path) => {
      const response = await send('{', JSON_TYPE, path);

      expect(response.status).toBe(400);
    },
  );

  it.each(['/api/nowhere', '/'])('is rejected on unknown routes too: %s', async (path) => {
    const response = await fetch(address() + path, { method: 'POST', headers: JSON_TYPE, body: '{' });

    expect(response.status).toBe(400);
  });
});

describe('a JSON body of the wrong shape', () => {
  it.each(['[]', '[{"email":"ada@example.com"}]', '[[[]]]'])('is rejected as a whole: %s', async (body) => {
    const response = await send(body, JSON_TYPE);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'body' }]);
  });

  it.each(['7', 'true', 'null', '[]', '["a@example.com"]', '{}', '{"$gt":""}', '1e400', '1180591620717411303424'])(
    'is rejected with the name of its field: email = %s',
    async (email) => {
      const response = await send(`{"email":${email},"password":"x"}`, JSON_TYPE);

      expect(response.status).toBe(422);
      expect(response.body.errors).toMatchObject([{ field: 'email' }]);
    },
  );

  it.each([100, 100_000])('is rejected at any depth: %i arrays', async (depth) => {
    const deep = '['.repeat(depth) + ']'.repeat(depth);

    const response = await send(`{"email":${deep},"password":${deep}}`, JSON_TYPE);

    expect(response.status).toBe(422);
  });

  it.each(['\\u0000', '\\ud800', '\\udfff', 'a\\ud83d b'])(
    'is rejected for text that no database stores: %s',
    async (text) => {
      const body = `{"firstname":"${text}","lastname":"x${text}","email":"ada@example.com","password":"12345678"}`;

      const response = await send(body, JSON_TYPE, '/api/users');

      expect(response.status).toBe(422);
      expect(response.body.errors).toMatchObject([{ field: 'firstname' }, { field: 'lastname' }]);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('may have a key %s', async (key) => {
    const response = await send(`{"${key}":{"email":"a@example.com","isAdmin":true}}`, JSON_TYPE);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'email' }, { field: 'password' }]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});

describe('a body that is too large', () => {
  it.each([
    ['3 MB of JSON', JSON.stringify({ email: 'x'.repeat(3_000_000) }), JSON_TYPE],
    ['5,000 parameters', 'a=1&'.repeat(5000), { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['50 MB in a gzip', gzipSync(Buffer.alloc(50_000_000, ' ')), { ...JSON_TYPE, 'Content-Encoding': 'gzip' }],
    [
      '50 MB in a brotli',
      brotliCompressSync(Buffer.alloc(50_000_000, ' ')),
      { ...JSON_TYPE, 'Content-Encoding': 'br' },
    ],
  ] as [string, string | Buffer, Record<string, string>][])('is rejected: %s', async (_what, body, headers) => {
    const response = await send(body, headers);

    expect(response.status).toBe(413);
    expect(response.body.error).toBe('PAYLOAD_TOO_LARGE');
  });
});
