import { describe, expect, it } from '@jest/globals';
import type { WhereOptions } from 'sequelize';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { transaction } from '../../../src/database/transaction.js';
import { RecordAudit } from '../../../src/audit/RecordAudit.js';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import type { User } from '../../../src/models/users/User.js';
import AuditService from '../../../src/audit/AuditService.js';
import { files } from '../../support/files.js';
import { as, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

function findEntries(where: WhereOptions): Promise<AuditLog[]> {
  return AuditLog.findAll({ where, order: ['id'] });
}

async function actionsAbout(user: User): Promise<string[]> {
  const found = await findEntries({ subjectType: 'User', subjectId: String(user.id) });
  return found.map(({ action }) => action);
}

function facts(text: string | null | undefined): unknown {
  return JSON.parse(text ?? 'null');
}

describe('an audit entry', () => {
  it('is not stored when the change is rolled back', async () => {
    const user = await UserFactory.create();

    const change = transaction(async () => {
      await AuditService.record({ action: 'test.undone', subject: user, after: { role: 'admin' } });
      throw new Error('Undone');
    });

    await expect(change).rejects.toThrow('Undone');
    expect(await findEntries({ action: 'test.undone' })).toEqual([]);
  });

  it('is not stored when the change is rejected', async () => {
    const user = await UserFactory.create();

    const { status } = await as(user).patch('/api/me', { email: 'other@example.com' });

    expect(status).toBe(422);
    expect(await actionsAbout(user)).toEqual([]);
  });

  it('is not stored when nothing changed', async () => {
    const user = await UserFactory.create();

    const { status } = await as(user).patch('/api/me', { firstname: user.firstname });

    expect(status).toBe(200);
    expect(await actionsAbout(user)).toEqual([]);
  });

  it('is stored once when its job runs twice', async () => {
    const payload = { actorId: null, subjectType: 'User', subjectId: '1', before: null, after: null };
    const event = { ...payload, action: 'test.twice', ip: null, requestId: null, at: '2026-01-31T09:30:00.000Z' };
    const context = { id: 'the-same-job', attempt: 1, signal: new AbortController().signal };
    const nothing = { progress: () => Promise.resolve(), log: () => Promise.resolve() };

    for (let run = 0; run < 2; run += 1) await new RecordAudit().handle(event, { ...context, ...nothing });

    const [entry, ...more] = await findEntries({ action: 'test.twice' });
    expect(more).toEqual([]);
    expect(entry?.createdAt.toISOString()).toBe(event.at);
  });

  it('never contains a secret', async () => {
    const hash = `$2b$04$${'a'.repeat(53)}`;
    const after = { password: 'lumina123', apiKey: 'k', note: hash, nested: { refreshToken: 't' }, role: 'admin' };

    await AuditService.record({ action: 'test.secret', after });

    const [entry] = await findEntries({ action: 'test.secret' });
    expect(entry?.after).not.toMatch(/lumina123|"k"|"t"|\$2b\$/);
    expect(facts(entry?.after)).toMatchObject({ role: 'admin' });
  });
});

describe('the audit log', () => {
  it('records a wrong current password', async () => {
    const user = await UserFactory.create();
    const wrong = { currentPassword: 'wrong password', newPassword: 'another password' };

    await as(user).post('/api/auth/change-password', wrong);
    await as(user).delete('/api/me', wrong);

    expect(await actionsAbout(user)).toEqual(['auth.password-refused', 'auth.password-refused']);
  });

  it('records a failed login and its reason', async () => {
    const user = await UserFactory.suspended().create();
    const unknown = `${user.id}.nobody@example.com`;
    await guest.post('/api/auth/login', { email: unknown, password: FACTORY_PASSWORD });
    await guest.post('/api/auth/login', { email: user.email, password: 'a wrong one' });
    await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    const failed = await findEntries({ action: 'auth.login-failed' });

    const told = failed.map(({ subjectId, actorId, after }) => ({ subjectId, actorId, ...(facts(after) as object) }));
    const subjectId = String(user.id);
    expect(told).toEqual([
      { subjectId: null, actorId: null, email: unknown, reason: 'INVALID_CREDENTIALS' },
      { subjectId, actorId: null, email: user.email, reason: 'INVALID_CREDENTIALS' },
      { subjectId, actorId: null, email: user.email, reason: 'ACCOUNT_SUSPENDED' },
    ]);
    expect(JSON.stringify(failed)).not.toMatch(/a wrong one|lumina123/);
  });

  it('records login and logout with session, IP address and request ID', async () => {
    const user = await UserFactory.create();
    const credentials = { email: user.email, password: FACTORY_PASSWORD };
    const headers = { 'X-Request-Id': `login-of-${user.id}` };
    const { body } = await guest.post('/api/auth/login', credentials, headers);
    await guest.post('/api/auth/logout', {}, { Authorization: `Bearer ${body.data.accessToken}` });

    const [login, logout] = await findEntries({ actorId: user.id });

    expect(login).toMatchObject({ action: 'auth.login', subjectType: 'Session', ip: '127.0.0.1' });
    expect(login?.requestId).toBe(`login-of-${user.id}`);
    expect(logout).toMatchObject({ action: 'auth.logout', subjectId: login?.subjectId });
    expect(logout?.requestId).not.toBe(login?.requestId);
  });

  it('records a registration', async () => {
    const email = 'newcomer@example.com';
    const { body } = await guest.post('/api/auth/register', {
      firstname: 'New',
      lastname: 'Comer',
      email,
      password: 'a secret of mine',
    });

    const [created] = await findEntries({ action: 'user.created', subjectId: String(body.data.user.id) });
    const [registered] = await findEntries({ action: 'auth.registered', actorId: body.data.user.id });

    expect(facts(created?.after)).toMatchObject({ email, role: 'user', status: 'approved' });
    expect(created?.after).not.toContain('password');
    expect(registered?.subjectType).toBe('Session');
    expect(registered?.requestId).toBe(created?.requestId);
  });

  it('records a logout everywhere and a revoked session', async () => {
    const user = await UserFactory.create();
    const { session } = await signInDevice(user);
    const client = as(user);
    await client.delete(`/api/auth/sessions/${session.id}`);
    await client.post('/api/auth/logout-all');

    const found = await findEntries({ actorId: user.id });

    expect(found.map(({ action, subjectType, subjectId }) => [action, subjectType, subjectId])).toEqual([
      ['session.revoked', 'Session', String(session.id)],
      ['auth.logout-all', 'User', String(user.id)],
    ]);
  });

  it('records the reuse of a refresh token', async () => {
    const { refreshToken, session } = await signInDevice(await UserFactory.create());
    const first = await guest.post('/api/auth/refresh', { refreshToken });
    await guest.post('/api/auth/refresh', { refreshToken: first.body.data.refreshToken });

    const { status } = await guest.post('/api/auth/refresh', { refreshToken });

    expect(status).toBe(401);
    expect(await findEntries({ action: 'session.token-reused', subjectId: String(session.id) })).toHaveLength(1);
  });

  it('records only the fields that an administrator changed', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    await as(admin).patch(`/api/users/${user.id}`, { role: 'moderator', status: 'suspended', lastname: user.lastname });

    const [entry] = await findEntries({ action: 'user.updated', subjectId: String(user.id) });

    expect(entry?.actorId).toBe(admin.id);
    expect(facts(entry?.before)).toEqual({ role: 'user', status: 'approved' });
    expect(facts(entry?.after)).toEqual({ role: 'moderator', status: 'suspended' });
  });

  it('records the deletion and restoration of a user', async () => {
    const admin = await UserFactory.admin().create();
    const user = await UserFactory.create();
    await as(admin).delete(`/api/users/${user.id}`);
    await as(admin).post(`/api/users/${user.id}/restore`);

    const [deleted, restored] = await findEntries({ subjectType: 'User', subjectId: String(user.id) });

    expect(deleted).toMatchObject({ action: 'user.deleted', actorId: admin.id, after: null });
    expect(facts(deleted?.before)).toMatchObject({ email: user.email });
    expect(restored).toMatchObject({ action: 'user.restored', actorId: admin.id, before: null });
  });

  it('records retried and removed queue jobs', async () => {
    const admin = await UserFactory.admin().create();
    await as(admin).post('/api/admin/queues/mail/retry');
    await as(admin).delete('/api/admin/queues/mail/jobs?state=failed');

    const [retried, cleared] = await findEntries({ subjectType: 'Queue', subjectId: 'mail' });

    expect(retried).toMatchObject({ action: 'queue.retried', actorId: admin.id });
    expect(facts(retried?.after)).toEqual({ count: 0 });
    expect(cleared).toMatchObject({ action: 'queue.cleared', actorId: admin.id });
    expect(facts(cleared?.after)).toEqual({ states: ['failed'], count: 0 });
  });

  it('records a changed avatar', async () => {
    const user = await UserFactory.create();
    await as(user).upload('/api/users/avatar', 'avatar', files.png, 'me.png');
    await as(user).delete('/api/users/avatar');

    const found = await findEntries({ action: 'user.avatar-changed', subjectId: String(user.id) });

    expect(found.map(({ before, after }) => [facts(before), facts(after)])).toEqual([
      [{ avatar: null }, { avatar: expect.stringContaining('/uploads/') }],
      [{ avatar: expect.stringContaining('/uploads/') }, { avatar: null }],
    ]);
  });
});
