import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, withToken, guest } from '../../support/http.js';

describe('the list of users', () => {
  it('is denied to guests', async () => {
    const response = await guest.get('/api/users');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('UNAUTHORIZED');
  });

  it('is denied with a foreign token', async () => {
    const response = await withToken('not-a-token').get('/api/users');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it.each(['moderator', 'seller', 'user'] as const)('is denied to a %s', async (role) => {
    const user = await UserFactory.withRole(role).create();

    const response = await as(user).get('/api/users');

    expect(response.status).toBe(403);
    expect(response.body.error).toBe('FORBIDDEN');
  });

  it('checks access before its parameters', async () => {
    const user = await UserFactory.create();

    const response = await as(user).get('/api/users?page=0');

    expect(response.status).toBe(403);
  });

  it.each(['admin', 'manager'] as const)('is available to a %s', async (role) => {
    const user = await UserFactory.withRole(role).create();

    const response = await as(user).get(`/api/users?search=${user.email}`);

    expect(response.status).toBe(200);
    expect(response.body.data.data).toMatchObject([{ id: user.id, email: user.email, role }]);
  });

  it('returns only the documented fields', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).get(`/api/users?search=${admin.email}`);

    expect(Object.keys(response.body.data.data[0]).sort()).toEqual([
      'avatar',
      'avatarThumbnail',
      'createdAt',
      'email',
      'emailVerifiedAt',
      'firstname',
      'id',
      'lastLoginAt',
      'lastname',
      'plan',
      'role',
      'status',
      'twoFactorEnabled',
      'updatedAt',
    ]);
  });
});
