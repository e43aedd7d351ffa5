import { describe, expect, it } from '@jest/globals';
import { QueryTypes } from 'sequelize';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { fromSequelize } from '../../../src/exceptions/mappers/sequelize.js';
import { Session } from '../../../src/models/auth/Session.js';
import TokenService from '../../../src/services/auth/TokenService.js';
import { clock } from '../../../src/utils/clock.js';
import { as, guest } from '../../support/http.js';

/** Returns the HTTP error for a constraint violation in the database of this run. */
async function catchError(work: () => Promise<unknown>) {
  const error: unknown = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return fromSequelize(error);
}

function sessionValues(userId: number, familyHash = TokenService.hash(`${Math.random()}`)) {
  const moments = { lastUsedAt: clock.now(), expiresAt: clock.in(60) };
  return Session.create({ userId, familyHash, tokenHash: 'x', ip: null, userAgent: null, ...moments });
}

describe('a database error', () => {
  it('is a conflict that names the field of a unique constraint', async () => {
    const user = await UserFactory.create();
    const person = { firstname: 'Ada', lastname: 'L', email: user.email, password: 'long enough' };

    const response = await guest.post('/api/auth/register', person);

    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({
      error: 'DUPLICATE_ENTRY',
      errors: [{ field: 'email', message: 'This email is already taken' }],
    });
    expect(response.text).not.toMatch(/users_email_unique|constraint/i);
  });

  it('is a conflict that names the field on update too', async () => {
    const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];

    const response = await as(admin).patch(`/api/users/${user.id}`, { email: admin.email });

    expect(response.status).toBe(409);
    expect(response.body.errors).toEqual([{ field: 'email', message: 'This email is already taken' }]);
  });

  it('names a column in camel case, as the API does', async () => {
    const user = await UserFactory.create();
    const { familyHash } = await sessionValues(user.id);

    const error = await catchError(() => sessionValues(user.id, familyHash));

    expect(error).toMatchObject({ status: 409, details: { errors: [{ field: 'familyHash' }] } });
  });

  it('gives one conflict and one new record for concurrent duplicates', async () => {
    const person = { firstname: 'A', lastname: 'B', email: `race${Date.now()}@example.com`, password: 'long enough' };

    const responses = await Promise.all([1, 2, 3, 4].map(() => guest.post('/api/auth/register', person)));

    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('is a conflict if a foreign key does not exist', async () => {
    const error = await catchError(() => sessionValues(999_999_999));

    expect(error).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  it('is an internal error if a required value is missing', async () => {
    const error = await catchError(() => sequelize.getQueryInterface().bulkInsert('users', [{ firstname: 'Ada' }]));

    expect(error).toBeUndefined();
  });

  it('is an internal error if the query is invalid', async () => {
    const error = await catchError(() => sequelize.query('SELECT nothing FROM nowhere', { type: QueryTypes.SELECT }));

    expect(error).toBeUndefined();
  });
});
