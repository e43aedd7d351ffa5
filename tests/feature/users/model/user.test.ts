import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../../src/models/users/User.js';
import { clock } from '../../../../src/utils/clock.js';
import { as } from '../../../support/http.js';

beforeEach(async () => {
  await User.destroy({ where: {}, force: true });
});

afterEach(() => {
  clock.reset();
});

function listNames(users: User[]): string[] {
  return users.map((user) => user.getFullName());
}

describe('finding users', () => {
  it('by email matches the whole email, ignoring case', async () => {
    const { id } = await UserFactory.create({ email: 'jose@example.com' });

    expect((await User.findByEmail('JOSE@Example.com'))?.id).toBe(id);
    expect(await User.findByEmail('josé@example.com')).toBeNull();
    expect(await User.findByEmail('jose@example.co')).toBeNull();
  });

  it('by email excludes deleted users', async () => {
    const user = await UserFactory.create({ email: 'gone@example.com' });
    await user.destroy();

    expect(await User.findByEmail('gone@example.com')).toBeNull();
  });

  it('by text requires every word in a name or the email, and treats wildcards literally', async () => {
    await UserFactory.create({ firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com' });
    await UserFactory.create({ firstname: 'Ada', lastname: 'Byron', email: 'byron@example.com' });
    await UserFactory.create({ firstname: 'Grace', lastname: 'Hopper', email: 'grace_h@example.com' });

    expect(listNames(await User.search('ada'))).toEqual(['Ada Byron', 'Ada Lovelace']);
    expect(listNames(await User.search('LOVE ada'))).toEqual(['Ada Lovelace']);
    expect(listNames(await User.search('e_h'))).toEqual(['Grace Hopper']);
    expect(listNames(await User.search('%'))).toEqual([]);
    expect(listNames(await User.search('', 2))).toHaveLength(2);
  });

  it('by time returns the newest first', async () => {
    for (const [index, firstname] of ['New', 'Middle', 'Old'].entries())
      await UserFactory.create({ firstname, lastname: 'X', createdAt: clock.in(-index * 60) });

    expect(listNames(await User.getRecentUsers(2))).toEqual(['New X', 'Middle X']);
  });

  it('counts them like the statistics of the API', async () => {
    const admin = await UserFactory.admin().create();
    await UserFactory.suspended().create();

    const { body } = await as(admin).get('/api/users/statistics?days=7');

    expect(body.data).toEqual(await User.getStatistics(7));
    expect(body.data).toMatchObject({ total: 2, active: 1, new: { days: 7, count: 2 } });
  });
});

describe('a user', () => {
  it('has a full name', async () => {
    const user = await UserFactory.make({ firstname: 'Ada', lastname: 'Lovelace' });

    expect(user.getFullName()).toBe('Ada Lovelace');
  });

  it.each([
    ['admin', true, true],
    ['manager', true, false],
    ['moderator', true, false],
    ['seller', false, false],
    ['user', false, false],
  ] as const)('with the role %s may edit foreign content: %s, accounts: %s', async (role, content, accounts) => {
    const user = await UserFactory.withRole(role).create();
    const other = await UserFactory.create();

    expect(user.canEdit({ userId: other.id })).toBe(content);
    expect(user.canEdit({ userId: null })).toBe(content);
    expect(user.canEdit(other)).toBe(accounts);
    expect(user.canEdit({ userId: user.id })).toBe(true);
    expect(user.canEdit(user)).toBe(true);
    expect([user.isAdmin(), user.isModerator()]).toEqual([role === 'admin', role === 'moderator']);
  });

  it('verifies the password', async () => {
    const user = await UserFactory.create();

    expect(await user.verifyPassword(FACTORY_PASSWORD)).toBe(true);
    expect(await user.verifyPassword(`${FACTORY_PASSWORD} `)).toBe(false);
  });

  it('is not updated by a login', async () => {
    const { id, updatedAt } = await UserFactory.create();
    clock.travel(60);
    const user = await User.findByPk(id, { rejectOnEmpty: true });

    await user.recordLogin();
    await user.reload();

    expect(user.lastLoginAt?.getTime()).toBeGreaterThan(updatedAt.getTime());
    expect(user.updatedAt).toEqual(updatedAt);
  });

  it('is rejected while deactivated and accepted when reactivated', async () => {
    const user = await UserFactory.create();
    const client = as(user);

    await user.deactivate();
    const rejected = await client.get('/api/me');
    await user.reactivate();
    const accepted = await client.get('/api/me');

    expect([rejected.status, accepted.status]).toEqual([403, 200]);
  });
});
