import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as } from '../../support/http.js';

describe('role and status', () => {
  it.each([{ role: 'admin' }, { status: 'pending' }, { role: 'admin', firstname: 'Eve' }])(
    'cannot be changed by users on themselves: %j',
    async (body) => {
      const user = await UserFactory.create();

      const response = await as(user).patch(`/api/users/${user.id}`, body);

      expect(response.status).toBe(403);
      await user.reload();
      expect(user).toMatchObject({ role: 'user', status: 'approved' });
      expect(user.firstname).not.toBe('Eve');
    },
  );

  it.each([{ role: 'user' }, { status: 'suspended' }])(
    'cannot be changed by administrators on themselves: %j',
    async (body) => {
      const admin = await UserFactory.admin().create();

      const response = await as(admin).patch(`/api/users/${admin.id}`, body);

      expect(response.status).toBe(403);
    },
  );

  it('may be sent unchanged', async () => {
    const user = await UserFactory.create();

    const body = { firstname: 'Ada', role: 'user', status: 'approved' };
    const response = await as(user).patch(`/api/users/${user.id}`, body);

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject(body);
  });

  it('can be changed by administrators on others', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();

    const response = await as(admin).patch(`/api/users/${user.id}`, { role: 'seller', status: 'suspended' });

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ role: 'seller', status: 'suspended' });
  });

  it('take effect immediately, without a new login', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    const client = as(user);
    await client.get('/api/me');

    await as(admin).patch(`/api/users/${user.id}`, { role: 'manager' });

    const response = await client.get('/api/users?limit=1');
    expect(response.status).toBe(200);
  });

  it('sign out a suspended user for good', async () => {
    const admin = as(await UserFactory.admin().create());
    const user = await UserFactory.create();
    const client = as(user);
    await client.get('/api/me');

    await admin.patch(`/api/users/${user.id}`, { status: 'suspended' });
    await admin.patch(`/api/users/${user.id}`, { status: 'approved' });

    const response = await client.get('/api/me');
    expect(response.status).toBe(401);
  });
});

describe('signing out a user everywhere', () => {
  it('ends the sessions and nothing else', async () => {
    const user = await UserFactory.create();
    const [client, admin] = [as(user), as(await UserFactory.admin().create())];
    await client.get('/api/me');

    const response = await admin.delete(`/api/users/${user.id}/sessions`);

    const [before, again] = [await client.get('/api/me'), await as(user).get('/api/me')];
    expect([response.status, before.status, again.status]).toEqual([200, 401, 200]);
  });
});
