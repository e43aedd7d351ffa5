import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User as UserModel } from '../../../src/models/users/User.js';
import { MailServer } from '../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });

const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { AuditLog } = await import('../../../src/audit/AuditLog.js');
const { Session } = await import('../../../src/models/auth/Session.js');
const { User } = await import('../../../src/models/users/User.js');
const { as, guest } = await import('../../support/http.js');

const PATH = '/api/me';

let user: UserModel;

beforeEach(async () => {
  await User.destroy({ where: {}, force: true });
  server.arrived.splice(0);
  user = await UserFactory.create({ firstname: 'Ada' });
});

describe('deleting your own account', () => {
  it('is denied to guests', async () => {
    const { status } = await guest.delete(PATH, { currentPassword: FACTORY_PASSWORD });

    expect(status).toBe(401);
  });

  it.each([[undefined], [{}], [{ currentPassword: '' }], [{ currentPassword: 7 }], [{ currentPassword: 'wrong' }]])(
    'requires the password: %j',
    async (body) => {
      const response = await as(user).delete(PATH, body);

      expect(response.status).toBe(422);
      expect(response.body.errors).toMatchObject([{ field: 'currentPassword' }]);
      expect(await User.count()).toBe(1);
    },
  );

  it('signs out every device immediately and prevents login', async () => {
    const [client, other] = [as(user), as(user)];
    await other.get(PATH);

    const { status } = await client.delete(PATH, { currentPassword: FACTORY_PASSWORD });

    const after = [await client.get(PATH), await other.get(PATH)];
    const login = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    expect(status).toBe(200);
    expect([...after, login].map((response) => response.status)).toEqual([401, 401, 401]);
    expect(await Session.count({ where: { userId: user.id, revokedAt: null } })).toBe(0);
  });

  it('is confirmed by mail and audited', async () => {
    await as(user).delete(PATH, { currentPassword: FACTORY_PASSWORD });

    expect(server.arrived).toMatchObject([{ subject: 'Your Lumina account was deleted', to: { address: user.email } }]);
    expect(server.arrived[0]?.text).toContain('Hello Ada,');
    expect(server.arrived[0]?.text).toMatch(/permanently removed after \d+ \w+ \d{4}\./);
    const entries = await AuditLog.findAll({ where: { action: 'user.deleted', subjectId: String(user.id) } });
    expect(entries).toMatchObject([{ actorId: user.id, ip: '127.0.0.1' }]);
  });

  it('succeeds once under concurrency', async () => {
    const client = as(user);
    await client.get(PATH);

    const responses = await Promise.all(
      [1, 2, 3].map(() => client.delete(PATH, { currentPassword: FACTORY_PASSWORD })),
    );

    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 401, 404].includes(status))).toBe(true);
    expect(server.arrived).toHaveLength(1);
  });

  it('is rejected for the last administrator', async () => {
    const admin = await UserFactory.admin().create();

    const { status } = await as(admin).delete(PATH, { currentPassword: FACTORY_PASSWORD });

    expect(status).toBe(409);
    expect(await User.count({ where: { id: admin.id } })).toBe(1);
    expect(server.arrived).toEqual([]);
  });

  it('leaves one administrator under concurrency', async () => {
    const admins = await UserFactory.admin().createMany(3);

    await Promise.all(admins.map((admin) => as(admin).delete(PATH, { currentPassword: FACTORY_PASSWORD })));

    expect(await User.count({ where: { role: 'admin' } })).toBe(1);
  });

  it('can be undone by an administrator', async () => {
    const admin = await UserFactory.admin().create();
    await as(user).delete(PATH, { currentPassword: FACTORY_PASSWORD });

    const restored = await as(admin).post(`/api/users/${user.id}/restore`);
    const login = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    expect([restored.status, login.status]).toEqual([200, 200]);
  });
});
