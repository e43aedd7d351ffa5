import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { as, guest } from '../../support/http.js';

const newEmail = (): string => `new.${randomUUID()}@example.com`;

describe('changing a user', () => {
  it('is denied to guests', async () => {
    const user = await UserFactory.create();

    const response = await guest.patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(401);
  });

  it('responds 404 to strangers', async () => {
    const user = await UserFactory.create();
    const stranger = await UserFactory.withRole('moderator').create();

    const response = await as(stranger).patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(404);
  });

  it('responds 403 to managers, who can only read', async () => {
    const user = await UserFactory.create();
    const manager = await UserFactory.manager().create();

    const response = await as(manager).patch(`/api/users/${user.id}`, { firstname: 'Eve' });

    expect(response.status).toBe(403);
    await user.reload();
    expect(user.firstname).not.toBe('Eve');
  });

  it.each([{ firstname: '' }, { firstname: null }, { email: 'x' }, { role: 'root' }, { status: 7 }])(
    'rejects %j',
    async (body) => {
      const admin = await UserFactory.admin().create();
      const user = await UserFactory.create();

      const response = await as(admin).patch(`/api/users/${user.id}`, body);

      expect(response.status).toBe(422);
      expect(response.body.errors[0].field).toBe(Object.keys(body)[0]);
    },
  );

  it('responds 404 for an unknown user', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).patch('/api/users/9007199254740991', { firstname: 'Ada' });

    expect(response.status).toBe(404);
  });

  it('is allowed to the user', async () => {
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

  it('lets an administrator change the names and the email of others', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    const email = newEmail();

    const response = await as(admin).patch(`/api/users/${user.id}`, { firstname: 'Ada', email });

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ firstname: 'Ada', email });
  });
});

describe('changing your own email', () => {
  it.each([
    ['without the password', {}],
    ['with a wrong password', { currentPassword: 'not my password' }],
  ])('is rejected %s', async (_case, proof) => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, { email: newEmail(), ...proof });

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'currentPassword' }]);
    await user.reload();
    expect(user.email).toMatch(/^user/);
  });

  it('requires the password from administrators too', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).patch(`/api/users/${admin.id}`, { email: newEmail() });

    expect(response.status).toBe(422);
  });

  it('is rejected if another user has the email', async () => {
    const user = await UserFactory.create();
    const other = await UserFactory.create();

    const body = { email: other.email, currentPassword: FACTORY_PASSWORD };
    const response = await as(user).patch(`/api/users/${user.id}`, body);

    expect(response.status).toBe(409);
    expect(response.body.errors).toMatchObject([{ field: 'email' }]);
  });

  it('takes effect once verified', async () => {
    const user = await UserFactory.create();

    const body = { email: newEmail(), currentPassword: FACTORY_PASSWORD };
    const response = await as(user).patch(`/api/users/${user.id}`, body);

    expect(response.status).toBe(200);
    expect(response.body.data.email).toBe(user.email);
  });

  it('requires no password if the email is unchanged', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch(`/api/users/${user.id}`, { email: user.email.toUpperCase() });

    expect(response.status).toBe(200);
  });
});
