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
  it('that no Validator checked is a mistake in the route', () => {
    expect(() => things.of(incoming(valid))).toThrow('POST /things reads input but its route has no Validator');
  });

  it('does not take the input of another one', () => {
    const req = incoming(valid);
    request({ body: z.unknown() }).check(req);

    expect(() => things.of(req)).toThrow('has no Validator');
  });

  it('names every wrong field of every part, dotted', () => {
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

  it.each([[[]], ['text'], [null]])('refuses a body as a whole where it has another shape: %j', (body) => {
    const errors = collectErrors(request({ body: z.object({ name: z.string() }) }), { body });

    expect(errors).toMatchObject([{ field: body === null ? 'name' : 'body' }]);
  });

  it('takes a missing body for an empty one', () => {
    const errors = collectErrors(things, { params: { id: '7' } });

    expect(errors).toEqual([{ field: 'items', message: 'This field is required' }]);
  });

  it.each(['a\0b', '\ud800', '\udc00 x'])('refuses what no database stores, wherever it is: %j', (text) => {
    const errors = collectErrors(things, {
      params: { id: '7' },
      query: { q: text },
      body: { items: [{ name: text }] },
    });

    expect(errors).toMatchObject([{ field: 'q' }, { field: 'items.0.name' }]);
  });

  it('takes whole pairs of surrogates', () => {
    const errors = collectErrors(things, { ...valid, query: { q: '🦊' } });

    expect(errors).toEqual([]);
  });

  it('gives what its schemas made of the input, and nothing else', () => {
    const req = incoming({ ...valid, body: { items: [{ name: 'Ada', role: 'admin\0' }], id: 1 } });

    things.check(req);

    expect(things.of(req)).toEqual({ params: { id: 7 }, query: {}, body: { items: [{ name: 'Ada' }] } });
  });
});
