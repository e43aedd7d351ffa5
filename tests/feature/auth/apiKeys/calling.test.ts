import { afterEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { ApiKey } from '../../../../src/models/auth/ApiKey.js';
import ApiKeyService from '../../../../src/services/auth/ApiKeyService.js';
import { parseApiKey } from '../../../../src/services/auth/apiKeyFormat.js';
import { clock } from '../../../../src/utils/clock.js';
import { createApiKey, withApiKey } from '../../../support/apiKeys.js';
import { as, withToken } from '../../../support/http.js';

afterEach(() => clock.reset());

function flipCharacter(text: string, index: number): string {
  const at = index < 0 ? text.length + index : index;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('an API key', () => {
  it('authenticates its user', async () => {
    const user = await UserFactory.create();
    const keyClient = await withApiKey(user, 'account:read');

    const responses = [await keyClient.get('/api/me'), await keyClient.get('/api/v1/auth/me')];

    expect(responses.map(({ body }) => body.data.id)).toEqual([user.id, user.id]);
  });

  it.each([
    ['read', ['/api/me', '/api/users'], []],
    ['users:read', ['/api/users', '/api/users/statistics'], ['/api/me', '/api/admin/audit-logs']],
    ['account:read', ['/api/me'], ['/api/users']],
    ['admin:read', ['/api/admin/audit-logs'], ['/api/users']],
    ['write', [], ['/api/me', '/api/users']],
    ['users:write', [], ['/api/users', '/api/me']],
  ])('with the scope %s can read %j but not %j', async (scope, allowed, rejected) => {
    const keyClient = await withApiKey(await UserFactory.admin().create(), scope);

    const granted = await Promise.all(allowed.map((path) => keyClient.get(path)));
    const denied = await Promise.all(rejected.map((path) => keyClient.get(path)));

    expect(granted.map(({ status }) => status)).toEqual(allowed.map(() => 200));
    expect(denied.map(({ status }) => status)).toEqual(rejected.map(() => 403));
  });

  it.each([
    ['write', 201],
    ['users:write', 201],
    ['read', 403],
    ['admin:write', 403],
  ])('with the scope %s gets status %i when it creates a user', async (scope, status) => {
    const keyClient = await withApiKey(await UserFactory.admin().create(), scope);
    const email = `${scope.replace(':', '.')}.new@example.com`;

    const body = { firstname: 'Ada', lastname: 'Byron', email, password: 'lumina123', role: 'manager' };
    const response = await keyClient.post('/api/users', body);

    expect(response.status).toBe(status);
    if (status === 201) expect(response.body.data.role).toBe('manager');
  });

  it('gets an error that names the missing scope', async () => {
    const keyClient = await withApiKey(await UserFactory.admin().create(), 'account:read');

    const { status, body, headers } = await keyClient.get('/api/users');

    expect(status).toBe(403);
    expect(body).toMatchObject({ error: 'INSUFFICIENT_SCOPE', message: expect.stringContaining('users:read') });
    expect(headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="users:read"');
  });

  it('never exceeds the permissions of its user', async () => {
    const keyClient = await withApiKey(await UserFactory.create(), 'read', 'write');

    const responses = [await keyClient.get('/api/users'), await keyClient.get('/api/admin/queues')];

    expect(responses.map(({ status }) => status)).toEqual([403, 403]);
  });

  it.each([
    ['get', '/api/api-keys'],
    ['post', '/api/api-keys'],
    ['delete', '/api/api-keys/1'],
    ['get', '/api/auth/sessions'],
    ['delete', '/api/auth/sessions/1'],
    ['post', '/api/auth/logout'],
    ['post', '/api/auth/logout-all'],
    ['patch', '/api/me'],
  ] as const)('is not accepted by %s %s', async (method, path) => {
    const keyClient = await withApiKey(await UserFactory.admin().create(), 'read', 'write');

    const response = await keyClient[method](path);

    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({
      error: 'API_KEY_NOT_ACCEPTED',
      message: expect.stringContaining('API keys'),
    });
  });

  it('can change names but not the email, even with the password', async () => {
    const user = await UserFactory.create();
    const keyClient = await withApiKey(user, 'users:write');

    const name = await keyClient.patch(`/api/users/${user.id}`, { firstname: 'Ada', email: user.email });
    const change = { email: 'elsewhere@example.com', currentPassword: 'lumina123' };
    const email = await keyClient.patch(`/api/users/${user.id}`, change);

    expect([name.status, email.status]).toEqual([200, 403]);
  });

  it('works until it expires', async () => {
    const user = await UserFactory.create();
    const expiresAt = clock.in(60);
    const { key } = await ApiKeyService.create(user, { name: 'Brief', scopes: ['read'], expiresAt });
    clock.travel(58);
    const before = await withToken(key).get('/api/me');
    clock.travel(3);

    const after = await withToken(key).get('/api/me');

    expect([before.status, after.status]).toEqual([200, 401]);
    expect(after.body.error).toBe('INVALID_TOKEN');
  });

  it.each([
    ['suspended', 'ACCOUNT_SUSPENDED'],
    ['pending', 'ACCOUNT_PENDING'],
    ['rejected', 'ACCOUNT_REJECTED'],
  ] as const)('is rejected while its user is %s', async (status, error) => {
    const user = await UserFactory.create();
    const keyClient = await withApiKey(user, 'read');
    await user.update({ status });
    const response = await keyClient.get('/api/me');

    await user.update({ status: 'approved' });

    expect(response.status).toBe(403);
    expect(response.body.error).toBe(error);
    expect((await keyClient.get('/api/me')).status).toBe(200);
  });

  it('is rejected once its user is deleted', async () => {
    const user = await UserFactory.create();
    const keyClient = await withApiKey(user, 'read');

    await user.destroy();

    expect((await keyClient.get('/api/me')).status).toBe(401);
  });

  it('stays revoked when its user is deleted and restored', async () => {
    const [admin, user] = [as(await UserFactory.admin().create()), await UserFactory.create()];
    const keyClient = await withApiKey(user, 'read');
    await admin.delete(`/api/users/${user.id}`);

    await admin.post(`/api/users/${user.id}/restore`);

    expect((await keyClient.get('/api/me')).status).toBe(401);
    expect((await as(user).get('/api/me')).status).toBe(200);
  });

  it.each([
    ['in its user id', 4],
    ['in its visible prefix', 8],
    ['in its secret', 40],
    ['in its signature', -1],
  ])('is rejected when a character changed %s', async (_name, index) => {
    const key = await createApiKey(await UserFactory.create(), 'read');

    const response = await withToken(flipCharacter(key, index)).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it.each(['lum_', 'lum_1', `lum_1_${'a'.repeat(67)}`, 'lum_0_x', `lum_${'9'.repeat(40)}`])(
    'is rejected when it is malformed: %j',
    async (text) => {
      const response = await withToken(text).get('/api/me');

      expect(response.status).toBe(401);
      expect(() => parseApiKey(text)).toThrow();
    },
  );
});

describe('the last use of an API key', () => {
  it('is recorded at most once a minute', async () => {
    const user = await UserFactory.create();
    const keyClient = await withApiKey(user, 'read');
    const used = async () => (await ApiKey.findOne({ where: { userId: user.id }, rejectOnEmpty: true })).lastUsedAt;
    await Promise.all(Array.from({ length: 5 }, () => keyClient.get('/api/me')));
    const first = await used();
    clock.travel(50);
    await keyClient.get('/api/me');
    const second = await used();
    clock.travel(20);
    await keyClient.get('/api/me');

    const third = await used();

    expect(first).toBeInstanceOf(Date);
    expect(second).toEqual(first);
    expect(Number(third) - Number(first)).toBeGreaterThanOrEqual(60_000);
    expect((await as(user).get('/api/api-keys')).body.data[0].lastUsedAt).toBe(third?.toISOString());
  });
});
