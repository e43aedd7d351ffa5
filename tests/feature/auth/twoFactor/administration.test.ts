import { afterEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { AuditLog } = await import('../../../../src/audit/AuditLog.js');
const { default: UserService } = await import('../../../../src/services/users/UserService.js');
const { currentCode } = await import('../../../support/authenticator.js');
const { as, guest } = await import('../../../support/http.js');

const PATH = '/api/auth/two-factor';

function listSubjects(address: string): string[] {
  return server.arrived.filter(({ to }) => to.address === address).map(({ subject }) => subject);
}

afterEach(() => {
  server.arrived.splice(0);
});

describe('an administrator', () => {
  it("turns off two-factor authentication for a user and ends the user's sessions and challenges", async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.withTwoFactor().create();
    const client = as(user);
    await client.get('/api/me');
    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    const { status } = await as(admin).delete(`/api/users/${user.id}/two-factor`);

    const { challengeToken } = body.data as { challengeToken: string };
    const answer = await guest.post(`${PATH}/challenge`, { challengeToken, code: currentCode() });
    const login = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    expect([status, answer.status, login.status]).toEqual([200, 401, 200]);
    expect((await client.get('/api/me')).status).toBe(401);
    expect(login.body.data.user.twoFactorEnabled).toBe(false);
    expect(listSubjects(user.email)).toEqual(['Two-factor authentication turned off']);
    const entry = await AuditLog.findOne({ where: { action: 'two-factor.disabled', subjectId: String(user.id) } });
    expect(entry?.actorId).toBe(admin.id);
  });

  it('cannot turn it off at this endpoint for their own account', async () => {
    const admin = await UserFactory.admin().withTwoFactor().create();

    const { status } = await as(admin).delete(`/api/users/${admin.id}/two-factor`);

    expect(status).toBe(403);
    expect((await admin.reload()).hasTwoFactor()).toBe(true);
  });

  it.each(['manager', 'moderator', 'user'] as const)(
    'is the only role that may turn it off: a %s may not',
    async (role) => {
      const user = await UserFactory.withTwoFactor().create();

      const { status } = await as(await UserFactory.withRole(role).create()).delete(`/api/users/${user.id}/two-factor`);

      expect(status).toBe(403);
      expect((await user.reload()).hasTwoFactor()).toBe(true);
    },
  );

  it.each([
    ['an unknown user', 999_999_999, 404],
    ['an invalid id', 'me', 422],
  ])('gets an error for %s', async (_who, id, expected) => {
    const { status } = await as(await UserFactory.admin().create()).delete(`/api/users/${id}/two-factor`);

    expect(status).toBe(expected);
  });

  it('gets an error when it is not on', async () => {
    const user = await UserFactory.create();

    const { status } = await as(await UserFactory.admin().create()).delete(`/api/users/${user.id}/two-factor`);

    expect(status).toBe(409);
  });

  it('sees which users have it, even with other fields selected', async () => {
    const admin = as(await UserFactory.admin().create());
    const { id } = await UserFactory.withTwoFactor().create();

    const one = await admin.get(`/api/users/${id}`);
    const all = await admin.get('/api/users?limit=1');
    const sparse = await admin.get('/api/users?limit=1&fields=twoFactorEnabled');
    const cursor = await admin.get('/api/users?limit=1&cursor=&fields=id,twoFactorEnabled');

    expect(one.body.data.twoFactorEnabled).toBe(true);
    expect(all.body.data.data).toEqual([expect.objectContaining({ id, twoFactorEnabled: true })]);
    expect(sparse.body.data.data).toEqual([{ twoFactorEnabled: true }]);
    expect(cursor.body.data.data).toEqual([{ id, twoFactorEnabled: true }]);
    expect(one.text + all.text).not.toMatch(/secret|lastStep/i);
  });
});

describe('two-factor authentication', () => {
  it('notifies its user by mail when it is turned on or off', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body: setup } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const { body } = await client.post(`${PATH}/confirm`, { code: currentCode(setup.data.secret) });
    const [code] = body.data.recoveryCodes as string[];

    await client.delete(PATH, { currentPassword: FACTORY_PASSWORD, code: 'nonsense' });
    await client.delete(PATH, { currentPassword: FACTORY_PASSWORD, code });

    expect(listSubjects(user.email)).toEqual([
      'Two-factor authentication turned on',
      'Lumina: A recovery code was used instead of a code from your app',
      'Two-factor authentication turned off',
    ]);
    expect(JSON.stringify(server.arrived)).not.toContain(setup.data.secret);
  });

  it('is off for new users, whose registration returns no challenge', async () => {
    const person = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada.two@example.com', password: FACTORY_PASSWORD };

    const { status, body } = await guest.post('/api/auth/register', person);

    expect(status).toBe(201);
    expect(body.data.user.twoFactorEnabled).toBe(false);
    expect(body.data.accessToken).toEqual(expect.any(String));
  });

  it('stays on when the account changes', async () => {
    const user = await UserFactory.withTwoFactor().create();
    await UserService.update(user, { status: 'suspended' });
    await UserService.update(user, { status: 'approved' });

    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    expect(body.data.twoFactorRequired).toBe(true);
  });
});
