import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { type CacheValidators, sendConditional } from '../../../src/http/sendConditional.js';

function serving(text: string, freshness: CacheValidators = {}) {
  const app = express().disable('etag');
  app.get('/', (_req, res) => sendConditional(res, text, 'text/plain', freshness));
  return supertest(createServer(app));
}

describe('a conditional response', () => {
  it('is sent once, then revalidated with 304', async () => {
    const first = await serving('one').get('/');

    const same = await serving('one')
      .get('/')
      .set('If-None-Match', first.headers.etag ?? '');
    const weak = await serving('one').get('/').set('If-None-Match', `"x", W/${first.headers.etag}`);
    const other = await serving('two')
      .get('/')
      .set('If-None-Match', first.headers.etag ?? '');

    expect(first.text).toBe('one');
    expect([same.status, weak.status, other.status]).toEqual([304, 304, 200]);
    expect(same.headers['content-type']).toBeUndefined();
  });

  it('is revalidated by its date too, if it has one', async () => {
    const lastModified = new Date('2026-01-02T03:04:05.678Z');
    const server = serving('one', { lastModified });

    const same = await server.get('/').set('If-Modified-Since', 'Fri, 02 Jan 2026 03:04:05 GMT');
    const older = await server.get('/').set('If-Modified-Since', 'Fri, 02 Jan 2026 03:04:04 GMT');

    expect([same.status, older.status]).toEqual([304, 200]);
  });

  it('starts its ETag with the version', async () => {
    const { headers } = await serving('one', { version: 7 }).get('/');

    expect(headers.etag).toMatch(/^"7\.[\w-]{22}"$/);
  });

  it('has a length and no body for HEAD', async () => {
    const { headers, status } = await serving('one').head('/');

    expect([status, headers['content-length']]).toEqual([200, '3']);
  });
});
