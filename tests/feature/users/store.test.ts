import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { as, withToken, guest } from '../../support/http.js';

function ada(changes: object = {}): Record<string, unknown> {
  return {
    firstname: 'Ada',
    lastname: 'Lovelace',
    email: `ada.${randomUUID()}@example.com`,
    password: 'correct horse battery',
    ...changes,
  };
}

function errorFields(response: { body: { errors: { field: string }[] } }): string[] {
  return response.body.errors.map(({ field }) => field);
}

describe('creating a user', () => {
  it('names every missing field', async () => {
    const response = await guest.post('/api/users', {});

    expect(response.status).toBe(422);
    expect(errorFields(response)).toEqual(['firstname', 'lastname', 'email', 'password']);
  });

  it.each([
    ['firstname', ''],
    ['firstname', '   '],
    ['lastname', 'x'.repeat(101)],
    ['email', 'ada'],
    ['email', 'ada@'],
    ['email', 'ada@example.com, eve@example.com'],
    ['email', `${'x'.repeat(250)}@example.com`],
    ['password', 'short'],
    ['password', 'x'.repeat(129)],
    ['role', 'root'],
    ['status', 'gone'],
  ])('rejects %s = "%s"', async (field, value) => {
    const response = await guest.post('/api/users', ada({ [field]: value }));

    expect(response.status).toBe(422);
    expect(errorFields(response)).toEqual([field]);
  });

  it('rejects a taken email in any notation', async () => {
    const { email } = await UserFactory.create();

    const response = await guest.post('/api/users', ada({ email: ` ${email.toUpperCase()} ` }));

    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({ error: 'DUPLICATE_ENTRY', errors: [{ field: 'email' }] });
  });

  it('succeeds once for concurrent requests with one email', async () => {
    const body = ada();

    const responses = await Promise.all([1, 2, 3, 4].map(() => guest.post('/api/users', body)));

    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('rejects an invalid token, although none is required', async () => {
    const response = await withToken('not-a-token').post('/api/users', ada());

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('rejects suspended users', async () => {
    const user = await UserFactory.admin().suspended().create();

    const response = await as(user).post('/api/users', ada());

    expect(response.status).toBe(403);
    expect(response.body.error).toBe('ACCOUNT_SUSPENDED');
  });

  it('returns the user without tokens to a guest', async () => {
    const body = ada({ email: `  Ada.${randomUUID().toUpperCase()}@Example.COM ` });

    const response = await guest.post('/api/users', body);

    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({
      firstname: 'Ada',
      email: String(body.email).trim().toLowerCase(),
      role: 'user',
      status: 'approved',
    });
    expect(response.text).not.toMatch(/token|password/i);
  });

  it('creates an account that can log in', async () => {
    const body = ada();
    await guest.post('/api/users', body);

    const response = await guest.post('/api/auth/login', { email: body.email, password: body.password });

    expect(response.status).toBe(200);
  });

  it.each(['guest', 'user', 'manager'] as const)('ignores role and status in the request of a %s', async (who) => {
    const client = who === 'guest' ? guest : as(await UserFactory.withRole(who).create());

    const response = await client.post('/api/users', ada({ role: 'admin', status: 'pending' }));

    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({ role: 'user', status: 'approved' });
  });

  it('lets an administrator set role and status', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).post('/api/users', ada({ role: 'manager', status: 'pending' }));

    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({ role: 'manager', status: 'pending' });
  });

  it('stores only a hash of the password', async () => {
    const body = ada();

    const response = await guest.post('/api/users', body);

    const user = await User.findByPk(response.body.data.id, { rejectOnEmpty: true });
    expect(user.password).toMatch(/^\$2[aby]\$/);
  });

  it('accepts names in any script', async () => {
    const names = { firstname: 'Зоя 🦊', lastname: 'O\'Brien-"Größe" \\ 名前' };

    const response = await guest.post('/api/users', ada(names));

    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject(names);
  });
});
