import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import NotificationFactory from '../../../src/database/factories/notifications/UserNotificationFactory.js';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import type { User } from '../../../src/models/users/User.js';
import OneTimeTokenService from '../../../src/services/auth/OneTimeTokenService.js';
import { registerPersonalData } from '../../../src/services/privacy/registry.js';
import { clock } from '../../../src/utils/clock.js';
import { logger } from '../../../src/logging/logger.js';
import { address, as, guest, accessTokenFor } from '../../support/http.js';
import { until } from '../../support/processes.js';

const PATH = '/api/me/export';

let user: User;

beforeEach(async () => {
  user = await UserFactory.create();
});

async function* exportNothing(): AsyncGenerator<object> {
  yield* await Promise.resolve([]);
}

async function createEntry(values: Partial<AuditLog>): Promise<void> {
  const nothing = { actorId: null, subjectType: null, subjectId: null, before: null, after: null, requestId: null };
  const entry = { jobId: `job-${Math.random()}`, action: 'test.noted', ip: '203.0.113.9', createdAt: clock.now() };
  await AuditLog.create({ ...nothing, ...entry, ...values });
}

describe('the export of personal data', () => {
  it('is denied to guests', async () => {
    const { status } = await guest.get(PATH);

    expect(status).toBe(401);
  });

  it('is a file with all data about the caller', async () => {
    const client = as(user);
    await client.put(`/api/users/${user.id}/profile`, { bio: 'Wrote the first program', dateOfBirth: '1915-12-10' });
    await NotificationFactory.for(user).create({ data: '{"postId":7}' });
    await OneTimeTokenService.issue({ purpose: 'reset-password', userId: user.id, expiresIn: 600 });

    const { status, headers, body } = await client.get(PATH);

    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe(`attachment; filename="account-${user.id}.json"`);
    expect(headers['cache-control']).toBe('no-store');
    expect(body.user).toMatchObject({ id: user.id, email: user.email, firstname: user.firstname });
    expect(body).toMatchObject({
      profile: [{ bio: 'Wrote the first program', dateOfBirth: '1915-12-10' }],
      sessions: [{ ip: '127.0.0.1', userAgent: 'tests' }],
      notifications: [{ type: 'account.welcome', data: { postId: 7 } }],
      tokens: [{ purpose: 'reset-password' }],
      files: [],
    });
  });

  it('contains no secrets and no data of other users', async () => {
    const other = await UserFactory.create();
    await SessionFactory.for(other).create({ userAgent: 'not mine' });
    await NotificationFactory.for(other).create();
    await as(other).put(`/api/users/${other.id}/profile`, { bio: 'not mine' });

    const { text, body } = await as(user).get(PATH);

    expect(text).not.toMatch(/password"|hash|secret|not mine/i);
    expect(text).not.toContain(user.password);
    expect([body.profile, body.notifications]).toEqual([[], []]);
    expect(body.sessions).toHaveLength(1);
  });

  it('contains audit entries by and about the user, without data of others', async () => {
    const subject = { subjectType: 'User', subjectId: String(user.id) };
    await createEntry({ ...subject, action: 'by.another', actorId: 987, after: '{"role":"seller"}' });
    await createEntry({ ...subject, action: 'by.nobody', after: '{"email":"x"}' });
    await createEntry({
      action: 'to.another',
      actorId: user.id,
      subjectType: 'User',
      subjectId: '988',
      after: '{"role":"y"}',
    });
    await createEntry({ action: 'of.others', actorId: 987, subjectType: 'User', subjectId: '988' });

    const { body } = await as(user).get(PATH);

    const entries = body.auditLogs as { action: string }[];
    const find = (action: string) => entries.find((entry) => entry.action === action);
    expect(find('by.another')).toMatchObject({ after: { role: 'seller' }, ip: null });
    expect(find('by.nobody')).toMatchObject({ after: { email: 'x' }, ip: '203.0.113.9' });
    expect(find('to.another')).toMatchObject({ subjectId: '988', ip: '203.0.113.9' });
    expect(find('to.another')).not.toHaveProperty('after');
    expect(find('of.others')).toBeUndefined();
  });

  it('is complete for large accounts', async () => {
    const row = { userId: user.id, type: 'account.welcome', data: '{}', createdAt: clock.now() };
    const rows = Array.from({ length: 1_201 }, (_, number) => ({ ...row, jobId: `many-${user.id}-${number}` }));
    await NotificationFactory.model.bulkCreate(rows);

    const { body } = await as(user).get(PATH);

    expect(body.notifications).toHaveLength(1_201);
  });

  it('contains the data of modules', async () => {
    async function* posts({ id }: User): AsyncGenerator<object> {
      yield await Promise.resolve({ id: 1, userId: id });
    }
    registerPersonalData([{ name: 'posts', export: posts, erase: () => Promise.resolve() }]);

    const { body } = await as(user).get(PATH);

    expect(body.posts).toEqual([{ id: 1, userId: user.id }]);
  });

  it('stops reading when the client disconnects', async () => {
    const seen: AbortSignal[] = [];
    async function* exportEndlessly(_user: User, signal: AbortSignal): AsyncGenerator<object> {
      seen.push(signal);
      for (let id = 1; ; id += 1) {
        await sleep(1);
        yield { id, text: 'x'.repeat(10_000) };
      }
    }
    registerPersonalData([{ name: 'posts', export: exportEndlessly, erase: () => Promise.resolve() }]);
    const report = jest.spyOn(logger, 'error');
    const left = new AbortController();
    const headers = { Authorization: `Bearer ${await accessTokenFor(user)}` };

    const { body } = await fetch(`${address()}${PATH}`, { headers, signal: left.signal });
    await body?.getReader().read();
    left.abort();

    await until(() => seen[0]?.aborted === true, 'the end of the reading');
    await sleep(50);
    expect(report).not.toHaveBeenCalled();
    registerPersonalData([{ name: 'posts', export: () => exportNothing(), erase: () => Promise.resolve() }]);
  });

  it('is audited', async () => {
    await as(user).get(PATH);

    const entries = await AuditLog.findAll({ where: { action: 'user.exported', actorId: user.id } });
    expect(entries).toMatchObject([{ subjectId: String(user.id), ip: '127.0.0.1' }]);
  });
});
