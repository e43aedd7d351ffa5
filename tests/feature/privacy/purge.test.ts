import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import NotificationFactory from '../../../src/database/factories/notifications/UserNotificationFactory.js';
import { PurgeExpired } from '../../../src/jobs/operations/PurgeExpired.js';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import { OneTimeToken } from '../../../src/models/auth/OneTimeToken.js';
import { Profile } from '../../../src/models/users/Profile.js';
import { Session } from '../../../src/models/auth/Session.js';
import { StoredFile } from '../../../src/models/files/StoredFile.js';
import { User } from '../../../src/models/users/User.js';
import { UserNotification } from '../../../src/models/notifications/UserNotification.js';
import OneTimeTokenService from '../../../src/services/auth/OneTimeTokenService.js';
import { registerPersonalData } from '../../../src/services/privacy/registry.js';
import { clock } from '../../../src/utils/clock.js';
import { files, storedFiles, storedThumbnails } from '../../support/files.js';
import { as, guest } from '../../support/http.js';

const DAY = 86_400;

async function* exportNothing(): AsyncGenerator<object> {
  yield* await Promise.resolve([]);
}

/** Stands in for the erasure of a module. */
let erase: (user: User) => Promise<void> = () => Promise.resolve();

registerPersonalData([{ name: 'trial', export: exportNothing, erase: (user) => erase(user) }]);

async function deleteAccount(user: User): Promise<void> {
  const { status } = await as(user).delete('/api/me', { currentPassword: FACTORY_PASSWORD });
  expect(status).toBe(200);
}

async function find(id: number): Promise<User> {
  return User.findByPk(id, { paranoid: false, rejectOnEmpty: true });
}

beforeEach(async () => {
  await User.destroy({ where: {}, force: true });
  erase = () => Promise.resolve();
});

afterEach(() => {
  clock.reset();
});

describe('the purge of deleted users', () => {
  it('waits for 30 days and affects no other user', async () => {
    const user = await UserFactory.create({ firstname: 'Ada' });
    const other = await UserFactory.create({ firstname: 'Ada' });
    await deleteAccount(user);

    clock.travel(29 * DAY);
    await PurgeExpired.dispatch({});
    const early = await find(user.id);
    clock.travel(2 * DAY);
    await PurgeExpired.dispatch({});

    expect(early).toMatchObject({ firstname: 'Ada', purgedAt: null });
    expect((await find(user.id)).purgedAt).toBeInstanceOf(Date);
    expect(await find(other.id)).toMatchObject({ firstname: 'Ada', purgedAt: null });
  });

  it('removes everything that identifies the user', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    await client.upload('/api/users/avatar', 'avatar', files.png, 'me.png');
    await client.put(`/api/users/${user.id}/profile`, { bio: 'Wrote the first program' });
    await NotificationFactory.for(user).create();
    await OneTimeTokenService.issue({ purpose: 'reset-password', userId: user.id, expiresIn: 600 });
    await deleteAccount(user);

    clock.travel(31 * DAY);
    await PurgeExpired.dispatch({});

    const { id } = user;
    const { firstname, lastname, email, avatar, avatarThumbnail, lastLoginAt, password } = await find(id);
    expect([firstname, lastname, avatar, avatarThumbnail, lastLoginAt]).toEqual(['Deleted', 'user', null, null, null]);
    expect(email).toMatch(new RegExp(`^deleted-${id}@[\\w-]+\\.invalid$`));
    expect(password).not.toBe(user.password);
    const where = { userId: id };
    expect(await Profile.count({ where })).toBe(0);
    expect(await Session.count({ where })).toBe(0);
    expect(await UserNotification.count({ where })).toBe(0);
    expect(await OneTimeToken.count({ where })).toBe(0);
    expect(await StoredFile.count({ where: { ownerType: 'User', ownerId: id } })).toBe(0);
    expect([await storedFiles(), await storedThumbnails()]).toEqual([[], []]);
  });

  it('keeps the audit log without names, emails and IP addresses', async () => {
    const user = await UserFactory.create();
    await as(user).patch('/api/me', { firstname: 'Countess' });
    await guest.post('/api/auth/login', { email: user.email, password: 'wrong' });
    await deleteAccount(user);

    clock.travel(31 * DAY);
    await PurgeExpired.dispatch({});

    const entries = await AuditLog.findAll({ where: { subjectType: 'User', subjectId: String(user.id) } });
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['user.updated', 'auth.login-failed', 'user.deleted', 'user.purged']),
    );
    expect(entries.every(({ ip }) => ip === null)).toBe(true);
    const text = JSON.stringify(entries);
    for (const trace of [user.email, user.firstname, user.lastname, 'Countess']) expect(text).not.toContain(trace);
    expect(text).toContain('INVALID_CREDENTIALS');
  });

  it('keeps entries about the administration of others, except for the IP address', async () => {
    await UserFactory.admin().create();
    const admin = await UserFactory.admin().create();
    const other = await UserFactory.create();
    await as(admin).patch(`/api/users/${other.id}`, { firstname: 'Grace' });
    await deleteAccount(admin);

    clock.travel(31 * DAY);
    await PurgeExpired.dispatch({});

    const where = { action: 'user.updated', subjectId: String(other.id) };
    const entry = await AuditLog.findOne({ where, rejectOnEmpty: true });
    expect(entry).toMatchObject({ actorId: admin.id, ip: null });
    expect(entry.after).toContain('Grace');
  });

  it('frees the email, and prevents restoration and login', async () => {
    const admin = as(await UserFactory.admin().create());
    const user = await UserFactory.create();
    const newcomer = { firstname: 'New', lastname: 'Comer', email: user.email, password: FACTORY_PASSWORD };
    await deleteAccount(user);
    const taken = await guest.post('/api/auth/register', newcomer);

    clock.travel(31 * DAY);
    await PurgeExpired.dispatch({});
    clock.reset();

    const free = await guest.post('/api/auth/register', newcomer);
    const restored = await admin.post(`/api/users/${user.id}/restore`);
    expect([taken.status, free.status, restored.status]).toEqual([409, 201, 409]);
  });

  it('is idempotent', async () => {
    const user = await UserFactory.create();
    await deleteAccount(user);
    clock.travel(31 * DAY);

    await PurgeExpired.dispatch({});
    const { email } = await find(user.id);
    await Promise.all([PurgeExpired.dispatch({}), PurgeExpired.dispatch({})]);

    expect((await find(user.id)).email).toBe(email);
    expect(await AuditLog.count({ where: { action: 'user.purged', subjectId: String(user.id) } })).toBe(1);
  });

  it('lets modules erase their data, and rolls back a user for whom one fails', async () => {
    const resisting = await UserFactory.create({ firstname: 'Ada' });
    const other = await UserFactory.create({ firstname: 'Ada' });
    await deleteAccount(resisting);
    await deleteAccount(other);
    const erased: number[] = [];
    erase = ({ id }) => {
      if (id === resisting.id) return Promise.reject(new Error('not today'));
      erased.push(id);
      return Promise.resolve();
    };
    clock.travel(31 * DAY);

    await expect(PurgeExpired.dispatch({})).rejects.toThrow('1 users could not be purged');

    expect(erased).toEqual([other.id]);
    expect(await find(resisting.id)).toMatchObject({ firstname: 'Ada', purgedAt: null });
    expect(await find(other.id)).toMatchObject({ firstname: 'Deleted' });
  });

  it('stops when its worker shuts down', async () => {
    const user = await UserFactory.create();
    await deleteAccount(user);
    clock.travel(31 * DAY);
    const { default: PurgeService } = await import('../../../src/services/privacy/PurgeService.js');

    await expect(PurgeService.purgeUsers(AbortSignal.abort())).rejects.toThrow();

    expect((await find(user.id)).purgedAt).toBeNull();
  });
});
