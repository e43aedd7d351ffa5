import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { as, guest } from '../../support/http.js';

const newEmail = (): string => `new.${randomUUID()}@example.com`;

describe('changing a user', () => {
  it('is refused to guests', async () => {
    const user = await UserFactory.create();

    const response = await guest.patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(401);
  });

  it('is refused to strangers, who may not even know of the user', async () => {
    const user = await UserFactory.create();
    const stranger = await UserFactory.withRole('moderator').create();

    const response = await as(stranger).patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(404);
  });

  it('is refused to managers, who may only look', async () => {
    const user = await UserFactory.create();
    const manager = await UserFactory.manager().create();

    const response = await as(manager).patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(403);
    await user.reload();
    expect(user.firstname).not.toBe('Eve');
  });

  it.each([{ firstname: '' }, { firstname: null }, { email: 'x' }, { role: 'root' }, { status: 7 }])(
    'refuses %j',
    async (body) => {
      const admin = await UserFactory.admin().create();
      const user = await UserFactory.create();

      const response = await as(admin).patch(`/api/users/${user.id}`, body);

      expect(response.status).toBe(422);
      expect(response.body.errors[0].field).toBe(Object.keys(body)[0]);
    },
  );

  it('answers 404 for a user that there is not', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).patch('/api/users/9007199254740991', { firstname: 'Ada' });

    expect(response.status).toBe(404);
  });

  it('is allowed to oneself', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, { firstname: '  Ada ', lastname: 'Byron' });

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ firstname: 'Ada', lastname: 'Byron', email: user.email });
  });

  it('changes nothing without a field', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, {});

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ firstname: user.firstname, lastname: user.lastname });
  });

  it('lets an administrator change the names and the e-mail of others', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    const email = newEmail();

    const response = await as(admin).patch(`/api/users/${user.id}`, { firstname: 'Ada', email });

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ firstname: 'Ada', email });
  });
});

describe('changing the own e-mail', () => {
  it.each([
    ['without the password', {}],
    ['with a wrong password', { currentPassword: 'not my password' }],
  ])('is refused %s', async (_case, proof) => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, { email: newEmail(), ...proof });

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'currentPassword' }]);
    await user.reload();
    expect(user.email).toMatch(/^user/);
  });

  it('asks administrators for the password too', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).patch(`/api/users/${admin.id}`, { email: newEmail() });

    expect(response.status).toBe(422);
  });

  it('is refused if another user has it', async () => {
    const user = await UserFactory.create();
    const other = await UserFactory.create();

    const body = { email: other.email, currentPassword: FACTORY_PASSWORD };
    const response = await as(user).patch(`/api/users/${user.id}`, body);

    expect(response.status).toBe(409);
    expect(response.body.errors).toMatchObject([{ field: 'email' }]);
  });

  it('counts only once it is confirmed', async () => {
    const user = await UserFactory.create();

    const body = { email: newEmail(), currentPassword: FACTORY_PASSWORD };
    const response = await as(user).patch(`/api/users/${user.id}`, body);

    expect(response.status).toBe(200);
    expect(response.body.data.email).toBe(user.email);
  });

  it('asks for nothing if it stays the same', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, { email: user.email.toUpperCase() });

    expect(response.status).toBe(200);
  });
});
