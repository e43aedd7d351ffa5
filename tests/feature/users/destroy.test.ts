import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { Session } from '../../../src/models/auth/Session.js';
import { User } from '../../../src/models/users/User.js';
import { as, guest } from '../../support/http.js';

describe('deleting a user', () => {
  it('is denied to guests', async () => {
    const user = await UserFactory.create();

    const response = await guest.delete(`/api/users/${user.id}`);

    expect(response.status).toBe(401);
  });

  it.each(['manager', 'moderator', 'seller', 'user'] as const)('is denied to a %s', async (role) => {
    const user = await UserFactory.create();
    const other = await UserFactory.withRole(role).create();

    const response = await as(other).delete(`/api/users/${user.id}`);

    expect(response.status).toBe(403);
    await expect(User.findByPk(user.id)).resolves.not.toBeNull();
  });

  it('is rejected for your own account', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).delete(`/api/users/${admin.id}`);

    expect(response.status).toBe(403);
  });

  it('responds 404 the second time', async () => {
    const admin = as(await UserFactory.admin().create());
    const user = await UserFactory.create();
    await admin.delete(`/api/users/${user.id}`);

    const response = await admin.delete(`/api/users/${user.id}`);

    expect(response.status).toBe(404);
  });

  it('soft-deletes the user', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();

    const response = await as(admin).delete(`/api/users/${user.id}`);

    expect(response.status).toBe(200);
    expect(response.body.data).toBeNull();
    const kept = await User.findByPk(user.id, { paranoid: false, rejectOnEmpty: true });
    expect(kept.deletedAt).toBeInstanceOf(Date);
  });

  it('ends every session of the user', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    const devices = [as(user), as(user)];
    await Promise.all(devices.map((device) => device.get('/api/me')));

    await as(admin).delete(`/api/users/${user.id}`);

    const responses = await Promise.all(devices.map((device) => device.get('/api/me')));
    expect(responses.map(({ status }) => status)).toEqual([401, 401]);
    await expect(Session.count({ where: { userId: user.id, revokedAt: null } })).resolves.toBe(0);
  });

  it('prevents login', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    const response = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_CREDENTIALS');
  });

  it('keeps the email reserved', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    const body = { firstname: 'Eve', lastname: 'Eve', email: user.email, password: FACTORY_PASSWORD };
    const response = await guest.post('/api/users', body);

    expect(response.status).toBe(409);
  });
});

describe('restoring a user', () => {
  it.each(['manager', 'user'] as const)('is denied to a %s', async (role) => {
    const user = await UserFactory.create();
    await user.destroy();
    const other = await UserFactory.withRole(role).create();

    const response = await as(other).post(`/api/users/${user.id}/restore`);

    expect(response.status).toBe(403);
  });

  it('responds 404 for an unknown user', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).post('/api/users/9007199254740991/restore');

    expect(response.status).toBe(404);
  });

  it('responds 409 for a user that is not deleted', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();

    const response = await as(admin).post(`/api/users/${user.id}/restore`);

    expect(response.status).toBe(409);
    expect(response.body.error).toBe('CONFLICT');
  });

  it('restores the user, who can log in again', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    const device = as(user);
    await device.get('/api/me');
    await as(admin).delete(`/api/users/${user.id}`);

    const response = await as(admin).post(`/api/users/${user.id}/restore`);

    expect(response.status).toBe(200);
    expect(response.body.data.id).toBe(user.id);
    const login = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    expect(login.status).toBe(200);
    const old = await device.get('/api/me');
    expect(old.status).toBe(401);
  });
});
