import { afterEach, describe, expect, it } from '@jest/globals';
import ApiKeyFactory from '../../../../src/database/factories/auth/ApiKeyFactory.js';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { ApiKey } from '../../../../src/models/auth/ApiKey.js';
import { AuditLog } from '../../../../src/audit/AuditLog.js';
import TokenService from '../../../../src/services/auth/TokenService.js';
import { clock } from '../../../../src/utils/clock.js';
import { as, withToken } from '../../../support/http.js';

const PATH = '/api/api-keys';
const DAY = 86_400;

const newKey = { name: 'Nightly export', scopes: ['account:read'] };

afterEach(() => clock.reset());

describe('creating an API key', () => {
  it('shows the key once and stores only its hash', async () => {
    const user = await UserFactory.create();

    const { status, body } = await as(user).post(PATH, { ...newKey, expiresAt: null });

    const stored = await ApiKey.findByPk(body.data.id, { rejectOnEmpty: true });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ ...newKey, expiresAt: null, lastUsedAt: null });
    expect(body.data.key).toMatch(/^lum_[\w-]{60,}$/);
    expect(body.data.key.startsWith(body.data.prefix)).toBe(true);
    expect(stored.keyHash).toBe(TokenService.hash(body.data.key));
    expect(JSON.stringify(stored)).not.toContain(body.data.key);
    expect((await as(user).get(PATH)).text).not.toContain(body.data.key);
  });

  it('notifies the user by mail regardless of preferences', async () => {
    const user = await UserFactory.create();

    await as(user).post(PATH, newKey);

    const { body } = await as(user).get('/api/notifications');
    const profile = await as(user).get(`/api/users/${user.id}/profile`);
    expect(body.data.data).toMatchObject([
      { type: 'account.security', title: 'A new API key was created: “Nightly export”' },
    ]);
    expect(profile.body.data.notificationPreferences['account.security']).toEqual({ inApp: true, mail: true });
  });

  it('creates at least 256 random bits that the visible prefix does not show', async () => {
    const user = await UserFactory.create();

    const { body } = await as(user).post(PATH, newKey);

    const hidden = body.data.key.slice(body.data.prefix.length, -16);
    expect(Buffer.from(hidden, 'base64url')).toHaveLength(32);
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(101) }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: 'read' }],
    ['scopes.0', { scopes: ['root'] }],
    ['scopes.1', { scopes: ['read', 'nothing:read'] }],
    ['scopes.0', { scopes: ['users:READ'] }],
    ['scopes', { scopes: Array.from({ length: 51 }, () => 'read') }],
    ['expiresAt', { expiresAt: 'tomorrow' }],
    ['expiresAt', { expiresAt: '2020-01-31T09:30:00Z' }],
    ['expiresAt', { expiresAt: 5 }],
  ])('rejects an invalid %s: %j', async (field, change) => {
    const user = await UserFactory.create();

    const response = await as(user).post(PATH, { ...newKey, ...change });

    expect(response.status).toBe(422);
    expect(response.body.errors[0].field).toBe(field);
  });

  it('removes duplicate scopes', async () => {
    const user = await UserFactory.create();

    const { body } = await as(user).post(PATH, { ...newKey, scopes: ['read', 'users:write', 'read'] });

    expect(body.data.scopes).toEqual(['read', 'users:write']);
  });

  it('allows exactly 25 active keys under concurrency', async () => {
    const user = await UserFactory.create();
    await ApiKeyFactory.for(user).createMany(20);
    await ApiKeyFactory.for(user).expired().create();
    await ApiKeyFactory.for(user).revoked().create();
    const client = as(user);
    await client.get('/api/me');

    const responses = await Promise.all(Array.from({ length: 10 }, () => client.post(PATH, newKey)));

    const rejected = responses.filter(({ status }) => status === 409);
    expect(rejected).toHaveLength(5);
    expect(rejected[0]?.body.error).toBe('TOO_MANY_API_KEYS');
    expect((await client.get(PATH)).body.data).toHaveLength(25);
  });

  it('is audited without the key', async () => {
    const user = await UserFactory.create();

    const { body } = await as(user).post(PATH, newKey);

    const where = { action: 'api-key.created', subjectId: String(body.data.id) };
    const entry = await AuditLog.findOne({ where, rejectOnEmpty: true });
    expect(entry).toMatchObject({ actorId: user.id, subjectType: 'ApiKey' });
    expect(entry.after).toContain(body.data.prefix);
    expect(entry.after).not.toContain(body.data.key);
  });
});

describe('the list of API keys', () => {
  it('contains the active keys of the caller, newest first', async () => {
    const user = await UserFactory.create();
    const [first, second] = await ApiKeyFactory.for(user).createMany(2);
    await ApiKeyFactory.for(user).revoked().create();
    await ApiKeyFactory.for(user).expired().create();
    await ApiKeyFactory.create();

    const { body } = await as(user).get(PATH);

    expect(body.data.map(({ id }: { id: number }) => id)).toEqual([second?.id, first?.id]);
    expect(JSON.stringify(body)).not.toMatch(/hash/i);
  });
});

describe('revoking an API key', () => {
  it('takes effect immediately and is audited', async () => {
    const user = await UserFactory.create();
    const { body } = await as(user).post(PATH, newKey);
    const keyClient = withToken(body.data.key);
    await keyClient.get('/api/me');

    const response = await as(user).delete(`${PATH}/${body.data.id}`);

    const after = await keyClient.get('/api/me');
    expect(response.status).toBe(200);
    expect(after.status).toBe(401);
    expect(after.body.error).toBe('INVALID_TOKEN');
    const where = { action: 'api-key.revoked', subjectId: String(body.data.id), actorId: user.id };
    expect(await AuditLog.count({ where })).toBe(1);
  });

  it('succeeds once under concurrency', async () => {
    const user = await UserFactory.create();
    const { id } = await ApiKeyFactory.for(user).create();
    const client = as(user);
    await client.get('/api/me');

    const responses = await Promise.all(Array.from({ length: 5 }, () => client.delete(`${PATH}/${id}`)));

    expect(responses.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  });

  it('returns the same 404 for keys of other users as for unknown keys, even to administrators', async () => {
    const otherKey = await ApiKeyFactory.create();
    const client = as(await UserFactory.admin().create());

    const foreign = await client.delete(`${PATH}/${otherKey.id}`);
    const unknown = await client.delete(`${PATH}/9007199254740991`);

    await otherKey.reload();
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.message).toBe(unknown.body.message);
    expect(otherKey.revokedAt).toBeNull();
  });
});

describe('the purge of API keys', () => {
  it('removes only keys that were revoked or expired 30 days ago', async () => {
    const { PurgeExpired } = await import('../../../../src/jobs/operations/PurgeExpired.js');
    const user = await UserFactory.create();
    const keys = ApiKeyFactory.for(user);
    const kept = [await keys.create(), await keys.expired().create(), await keys.revoked().create()];
    await keys.state({ expiresAt: clock.in(-31 * DAY) }).create();
    await keys.state({ revokedAt: clock.in(-31 * DAY), expiresAt: clock.in(DAY) }).create();

    await PurgeExpired.dispatch({});

    const left = await ApiKey.findAll({ where: { userId: user.id }, order: ['id'] });
    expect(left.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
  });
});
