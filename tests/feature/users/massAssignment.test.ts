import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { as, type Client, guest } from '../../support/http.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Lists every protected field as text, because an object literal would not keep `__proto__` as a key. */
function addProtectedFields(fields: object): string {
  const secrets = `
    "id": 4711, "avatar": "/uploads/evil.html", "lastLoginAt": "2001-01-01T00:00:00.000Z",
    "deletedAt": "2001-01-01T00:00:00.000Z", "createdAt": "2001-01-01T00:00:00.000Z",
    "updatedAt": "2001-01-01T00:00:00.000Z", "sessions": [{"id": 1}], "isAdmin": true,
    "__proto__": {"role": "admin", "isAdmin": true}, "constructor": {"prototype": {"role": "admin"}}`;
  return `{${JSON.stringify(fields).slice(1, -1)}, ${secrets}}`;
}

function names(): { firstname: string; lastname: string } {
  return { firstname: `First ${randomUUID()}`, lastname: 'Last' };
}

async function assertUnchanged(id: number): Promise<void> {
  const user = await User.findByPk(id, { paranoid: false, rejectOnEmpty: true });
  expect(user.id).not.toBe(4711);
  expect(user).toMatchObject({ avatar: null, deletedAt: null });
  expect(user.createdAt.getFullYear()).toBeGreaterThan(2001);
  expect(user.updatedAt.getFullYear()).toBeGreaterThan(2001);
  expect(user.lastLoginAt?.getFullYear()).not.toBe(2001);
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
}

describe('protected fields', () => {
  it.each(['/api/users', '/api/auth/register', '/api/auth/signup'])('are ignored by POST %s', async (path) => {
    const body = { ...names(), email: `${randomUUID()}@example.com`, password: FACTORY_PASSWORD };

    const response = await guest.post(path, addProtectedFields(body), JSON_TYPE);

    expect(response.status).toBe(201);
    const created = response.body.data.user ?? response.body.data;
    expect(created).toMatchObject({ firstname: body.firstname, role: 'user' });
    await assertUnchanged(created.id);
  });

  it('are ignored by PATCH /api/users/:id', async () => {
    const user = await UserFactory.create();
    const body = names();

    const response = await as(user).patch(`/api/users/${user.id}`, addProtectedFields(body), JSON_TYPE);

    expect(response.body.data).toMatchObject({ id: user.id, ...body, role: 'user' });
    await assertUnchanged(user.id);
  });

  it('are ignored by PATCH /api/users/:id from an administrator', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();

    const response = await as(admin).patch(`/api/users/${user.id}`, addProtectedFields(names()), JSON_TYPE);

    expect(response.body.data).toMatchObject({ id: user.id, role: 'user' });
    await assertUnchanged(user.id);
  });

  it('are ignored by PATCH /api/me', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch(
      '/api/me',
      addProtectedFields({ ...names(), role: 'admin', status: 'pending' }),
      JSON_TYPE,
    );

    expect(response.body.data).toMatchObject({ id: user.id, role: 'user', status: 'approved' });
    await assertUnchanged(user.id);
  });

  it('are ignored in forms', async () => {
    const user = await UserFactory.create();
    const form = 'firstname=Ada&id=4711&deletedAt=2001-01-01&__proto__[role]=admin&constructor[prototype][role]=admin';

    const response = await as(user).patch(`/api/users/${user.id}`, form);

    expect(response.body.data).toMatchObject({ id: user.id, firstname: 'Ada', role: 'user' });
    await assertUnchanged(user.id);
  });

  it.each([
    ['the user', (user: User) => as(user)],
    ['an administrator', async () => as(await UserFactory.admin().create())],
  ])('include the password, even for %s', async (_who, client: (user: User) => Client | Promise<Client>) => {
    const user = await UserFactory.create();

    const caller = await client(user);
    await caller.patch(`/api/users/${user.id}`, { password: 'another password', newPassword: 'another password' });

    const login = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    expect(login.status).toBe(200);
  });
});
