import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, guest } from '../../support/http.js';

describe('a single user', () => {
  it('is denied to guests', async () => {
    const user = await UserFactory.create();

    const response = await guest.get(`/api/users/${user.id}`);

    expect(response.status).toBe(401);
  });

  it.each(['moderator', 'seller', 'user'] as const)('is not found by another %s', async (role) => {
    const user = await UserFactory.create();
    const stranger = await UserFactory.withRole(role).create();

    const response = await as(stranger).get(`/api/users/${user.id}`);

    expect(response.status).toBe(404);
    expect(response.body.error).toBe('NOT_FOUND');
  });

  it('looks to strangers like an unknown user', async () => {
    const user = await UserFactory.create();
    const client = as(await UserFactory.create());

    const hidden = await client.get(`/api/users/${user.id}`);
    const unknown = await client.get('/api/users/9007199254740991');

    expect(hidden.status).toBe(unknown.status);
    expect(Object.keys(hidden.body)).toEqual(Object.keys(unknown.body));
    expect(hidden.body).toEqual({ ...unknown.body, requestId: hidden.body.requestId });
  });

  it('is not found once deleted, even by administrators', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    await user.destroy();

    const response = await as(admin).get(`/api/users/${user.id}`);

    expect(response.status).toBe(404);
  });

  it.each(['admin', 'manager'] as const)('is shown to a %s', async (role) => {
    const user = await UserFactory.create();
    const reader = await UserFactory.withRole(role).create();

    const response = await as(reader).get(`/api/users/${user.id}`);

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ id: user.id, email: user.email });
  });

  it('is shown to the user, without the password', async () => {
    const user = await UserFactory.create();

    const response = await as(user).get(`/api/users/${user.id}`);

    expect(response.status).toBe(200);
    expect(response.body.data.id).toBe(user.id);
    expect(response.text).not.toContain('$2');
  });
});
