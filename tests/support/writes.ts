import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { z } from 'zod';
import type { RequestSchema } from '../../src/http/RequestSchema.js';

interface Write {
  request: RequestSchema<{ body: z.ZodObject }>;
  /** A value for every field of the schema. */
  body: Record<string, unknown>;
  send: (body: object) => Promise<Response>;
  /** Reads the record again; gets the response of the request. */
  read: (response: Response) => Promise<object>;
  /** Fields without a column, such as the current password. */
  unstored?: readonly string[];
}

/** Sends every field of a request's schema and expects each to be read back from the database. */
export async function expectEveryFieldStored({ request, body, send, read, unstored = [] }: Write): Promise<void> {
  expect(Object.keys(body).sort()).toEqual(Object.keys(request.parts.body.shape).sort());

  const response = await send(body);

  expect([200, 201]).toContain(response.status);
  const stored = JSON.parse(JSON.stringify(await read(response))) as object;
  const columns = Object.entries(body).filter(([name]) => !unstored.includes(name));
  expect(stored).toMatchObject(Object.fromEntries(columns));
}
