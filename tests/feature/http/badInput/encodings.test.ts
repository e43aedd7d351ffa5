import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { guest } from '../../../support/http.js';

const LOGIN = '/api/auth/login';
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Sends a raw body with any headers. */
function send(body: string | Buffer, headers: Record<string, string>): Promise<Response> {
  return guest.build('post', LOGIN, (test) => {
    test.set(headers).write(body);
    return test;
  });
}

describe('an encoded body', () => {
  const body = '{"email":"nobody@example.com","password":"x"}';

  it.each([
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
    ['identity', body],
  ])('is decoded: %s', async (encoding, content) => {
    const response = await send(content, { ...JSON_TYPE, 'Content-Encoding': encoding });

    expect(response.status).toBe(401);
  });

  it.each(['gzip', 'deflate', 'br'])('is rejected if it is not valid %s', async (encoding) => {
    const response = await send('{"email":"x"}', { ...JSON_TYPE, 'Content-Encoding': encoding });

    expect(response.status).toBe(400);
  });

  it('is rejected if its gzip is truncated', async () => {
    const content = gzipSync(body);

    const response = await send(content.subarray(0, -9), { ...JSON_TYPE, 'Content-Encoding': 'gzip' });

    expect(response.status).toBe(400);
  });

  it.each([{ 'Content-Encoding': 'magic' }, { 'Content-Encoding': 'gzip, gzip' }])(
    'is rejected with the unsupported headers %j',
    async (headers) => {
      const response = await send(body, { ...JSON_TYPE, ...headers });

      expect(response.status).toBe(415);
    },
  );

  it.each(['latin-1', 'utf-99', 'x'])('is rejected in the character set %s', async (charset) => {
    const response = await send(body, { 'Content-Type': `application/json; charset=${charset}` });

    expect(response.status).toBe(415);
    expect(response.body.error).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('is decoded from UTF-16', async () => {
    const response = await send(Buffer.from(body, 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16' });

    expect(response.status).toBe(401);
  });

  it('may hold invalid UTF-8, which matches no account', async () => {
    const content = Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')]);

    const response = await send(content, JSON_TYPE);

    expect(response.status).toBe(422);
  });
});

describe('a content type', () => {
  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'json',
    '/',
    ';',
  ])('is rejected if it is unsupported: %s', async (type) => {
    const response = await send('{"email":"ada@example.com","password":"x"}', { 'Content-Type': type });

    expect(response.status).toBe(415);
    expect(response.body.error).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('is required', async () => {
    const response = await send('{"email":"ada@example.com","password":"x"}', {});

    expect(response.status).toBe(415);
  });

  it.each(['application/json', 'APPLICATION/JSON', 'application/json;charset=utf-8'])(
    'is accepted: %s',
    async (type) => {
      const response = await send('{"email":"nobody@example.com","password":"x"}', { 'Content-Type': type });

      expect(response.status).toBe(401);
    },
  );

  it('may be that of a form', async () => {
    const response = await guest.post(LOGIN, 'email=nobody%40example.com&password=x');

    expect(response.status).toBe(401);
  });

  it('is not required for an empty body', async () => {
    const response = await guest.post(LOGIN);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'email' }, { field: 'password' }]);
  });
});
