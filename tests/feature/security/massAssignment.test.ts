import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import RouteService from '../../../src/routes/RouteService.js';

/** Fields that decide about an account or a record. Clients may not send them, except as listed below. */
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

/** On these routes, status belongs to an account. The author of a record may set its status. */
const ABOUT_PEOPLE = /^\w+ \/api\/(users|me|auth|login)\b/;

/** Only administrators may send these. The tests of these routes show that others are ignored or rejected. */
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

describe('mass assignment', () => {
  it.each(writes)('$name accepts no protected field', ({ name, body }) => {
    const taken = schemaFields(body).filter(
      (field) => SENSITIVE.includes(field) && (field !== 'status' || ABOUT_PEOPLE.test(name)),
    );

    expect(taken).toEqual(ALLOWED[name] ?? []);
  });

  it.each(writes)('$name drops unknown fields', ({ body }) => {
    const schema = z.toJSONSchema(body, { io: 'output', unrepresentable: 'any' });

    expect([schema, ...(schema.anyOf ?? [])].some(({ type }) => type === 'object')).toBe(true);
    expect(
      [schema, ...(schema.anyOf ?? [])].map(({ additionalProperties }) => additionalProperties),
    ).not.toContainEqual({});
  });
});
