import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { z } from 'zod';
import { ValidationFailed } from '../../../src/exceptions/ValidationFailed.js';
import { request, type RequestSchema } from '../../../src/http/RequestSchema.js';

function incoming(parts: object): Request {
  return { method: 'POST', path: '/things', ...parts } as Request;
}

function collectErrors(schema: RequestSchema, parts: object): object[] {
  try {
    schema.check(incoming(parts));
  } catch (error) {
    if (error instanceof ValidationFailed) return error.details.errors ?? [];
    throw error;
  }
  return [];
}

const things = request({
  params: z.object({ id: z.string().regex(/^\d+$/).transform(Number) }),
  query: z.object({ q: z.string().optional() }),
  body: z.object({ items: z.array(z.object({ name: z.string() })) }),
});

const valid = { params: { id: '7' }, query: {}, body: { items: [{ name: 'Ada' }] } };

describe('a request schema', () => {
  it('throws if no Validator checked the input', () => {
    expect(() => things.of(incoming(valid))).toThrow('POST /things reads input but its route has no Validator');
  });

  it('ignores the input of another schema', () => {
    const req = incoming(valid);
    request({ body: z.unknown() }).check(req);

    expect(() => things.of(req)).toThrow('has no Validator');
  });

  it('names every invalid field of every part, dotted', () => {
    const errors = collectErrors(things, {
      params: { id: 'x' },
      query: { q: ['a'] },
      body: { items: [{}, { name: 7 }] },
    });

    expect(errors).toMatchObject([
      { field: 'id' },
      { field: 'q' },
      { field: 'items.0.name', message: 'This field is required' },
      { field: 'items.1.name' },
    ]);
  });

  it.each([[[]], ['text'], [null]])('rejects the body as a whole if it is not an object: %j', (body) => {
    const errors = collectErrors(request({ body: z.object({ name: z.string() }) }), { body });

    expect(errors).toMatchObject([{ field: body === null ? 'name' : 'body' }]);
  });

  it('treats a missing body as empty', () => {
    const errors = collectErrors(things, { params: { id: '7' } });

    expect(errors).toEqual([{ field: 'items', message: 'This field is required' }]);
  });

  it.each(['a\0b', '\ud800', '\udc00 x'])('rejects text that no database stores, at any depth: %j', (text) => {
    const errors = collectErrors(things, {
      params: { id: '7' },
      query: { q: text },
      body: { items: [{ name: text }] },
    });

    expect(errors).toMatchObject([{ field: 'q' }, { field: 'items.0.name' }]);
  });

  it('accepts complete surrogate pairs', () => {
    const errors = collectErrors(things, { ...valid, query: { q: '🦊' } });

    expect(errors).toEqual([]);
  });

  it('returns only what its schemas parsed', () => {
    const req = incoming({ ...valid, body: { items: [{ name: 'Ada', role: 'admin\0' }], id: 1 } });

    things.check(req);

    expect(things.of(req)).toEqual({ params: { id: 7 }, query: {}, body: { items: [{ name: 'Ada' }] } });
  });
});
