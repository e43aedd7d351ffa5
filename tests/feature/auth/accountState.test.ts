import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

describe('an account that changes between two requests', () => {
  it.each([
    ['pending', 'ACCOUNT_PENDING'],
    ['rejected', 'ACCOUNT_REJECTED'],
    ['suspended', 'ACCOUNT_SUSPENDED'],
  ] as const)('loses access when it becomes %s', async (status, error) => {
    const user = await UserFactory.create();
    const client = as(user);
    const before = await client.get('/api/me');
    await user.update({ status });

    const after = await client.get('/api/me');

    expect(before.status).toBe(200);
    expect(after.status).toBe(403);
    expect(after.body.error).toBe(error);
  });

  it('regains access when it is approved again', async () => {
    const user = await UserFactory.suspended().create();
    const client = as(user);
    const before = await client.get('/api/me');
    await user.update({ status: 'approved' });

    const after = await client.get('/api/me');

    expect([before.status, after.status]).toEqual([403, 200]);
  });

  it('is unknown while it is deleted', async () => {
    const user = await UserFactory.create();
    const client = as(user);

    await user.destroy();
    const whileDeleted = await client.get('/api/me');
    await user.restore();
    const afterwards = await client.get('/api/me');

    expect(whileDeleted.body.error).toBe('INVALID_TOKEN');
    expect(afterwards.status).toBe(200);
  });

  it.each([
    ['suspends', (id: number) => ['patch', `/api/users/${id}`, { status: 'suspended' }] as const],
    ['deletes', (id: number) => ['delete', `/api/users/${id}`, undefined] as const],
  ])('is signed out on every device for good when an administrator %s it', async (_name, action) => {
    const user = await UserFactory.create();
    const device = await signInDevice(user);
    const [method, path, body] = action(user.id);

    const answer = await as(await UserFactory.admin().create())[method](path, body);
    await user.restore();
    await user.update({ status: 'approved' });

    expect(answer.status).toBe(200);
    expect((await withToken(device.accessToken).get('/api/me')).status).toBe(401);
    expect((await guest.post('/api/auth/refresh', { refreshToken: device.refreshToken })).status).toBe(401);
  });

  it('uses its new role immediately, whatever the token says', async () => {
    const user = await UserFactory.create();
    const client = as(user);

    const asUser = await client.get('/api/users');
    await user.update({ role: 'admin' });
    const asAdmin = await client.get('/api/users');
    await user.update({ role: 'user' });
    const asUserAgain = await client.get('/api/users');

    expect([asUser.status, asAdmin.status, asUserAgain.status]).toEqual([403, 200, 403]);
  });
});
