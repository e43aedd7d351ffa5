import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import RouteService from '../../../src/routes/RouteService.js';

/** What decides about an account or a record and is nobody's to send, but where it is listed below. */
const SENSITIVE = [
  'id',
  'userId',
  'role',
  'status',
  'plan',
  'emailVerifiedAt',
  'lastLoginAt',
  'twoFactorSecret',
  'twoFactorConfirmedAt',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'purgedAt',
];

/** Of these routes it is the status of a person; a record's is its author's to set. */
const ABOUT_PEOPLE = /^\w+ \/api\/(users|me|auth|login)\b/;

/** An administrator's own to send: from others they are ignored or refused, as the tests of these routes show. */
const ALLOWED: Record<string, readonly string[]> = {
  'POST /api/users': ['role', 'status'],
  'PATCH /api/users/:id': ['role', 'status', 'plan'],
};

const writes = RouteService.routes.flatMap(({ method, fullPath, metadata }) => {
  const body = metadata.find(({ request }) => request)?.request?.parts.body;
  return body ? [{ name: `${method.toUpperCase()} ${fullPath}`, body }] : [];
});

function schemaFields(schema: z.ZodType): string[] {
  const { properties = {}, anyOf = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return [...Object.keys(properties), ...anyOf.flatMap((one) => Object.keys(one.properties ?? {}))];
}

describe('what a client may write', () => {
  it.each(writes)('$name takes nothing that is not its own to decide', ({ name, body }) => {
    const taken = schemaFields(body).filter(
      (field) => SENSITIVE.includes(field) && (field !== 'status' || ABOUT_PEOPLE.test(name)),
    );

    expect(taken).toEqual(ALLOWED[name] ?? []);
  });

  it.each(writes)('$name drops what it does not know', ({ body }) => {
    const schema = z.toJSONSchema(body, { io: 'output', unrepresentable: 'any' });

    expect([schema, ...(schema.anyOf ?? [])].some(({ type }) => type === 'object')).toBe(true);
    expect(
      [schema, ...(schema.anyOf ?? [])].map(({ additionalProperties }) => additionalProperties),
    ).not.toContainEqual({});
  });
});
