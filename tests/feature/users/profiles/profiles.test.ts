import { beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { AuditLog } from '../../../../src/audit/AuditLog.js';
import { Profile } from '../../../../src/models/users/Profile.js';
import type { User } from '../../../../src/models/users/User.js';
import { clock } from '../../../../src/utils/clock.js';
import { as, guest } from '../../../support/http.js';

const NOTHING = { bio: null, phone: null, location: null, dateOfBirth: null, timezone: 'UTC', language: 'en' };
const USUAL = { 'account.welcome': { inApp: true, mail: false } };

const whole = {
  bio: 'Wrote the first program.',
  phone: '+49301234567',
  location: 'London',
  dateOfBirth: '1915-12-10',
  timezone: 'Europe/London',
  language: 'pt-BR',
  notificationPreferences: { 'account.welcome': { inApp: false, mail: true } },
};

let user: User;

function path({ id }: User = user): string {
  return `/api/users/${id}/profile`;
}

beforeEach(async () => {
  user = await UserFactory.create();
});

describe('a profile', () => {
  it('is denied to guests', async () => {
    const shown = await guest.get(path());
    const replaced = await guest.put(path(), whole);

    expect([shown.status, replaced.status]).toEqual([401, 401]);
  });

  it.each([
    ['user', 404],
    ['seller', 404],
    ['moderator', 404],
    ['manager', 403],
  ] as const)('responds to another %s with %i', async (role, status) => {
    const other = as(await UserFactory.withRole(role).create());

    const shown = await other.get(path());
    const replaced = await other.put(path(), whole);

    expect([shown.status, replaced.status]).toEqual([status, status]);
    expect(await Profile.count({ where: { userId: user.id } })).toBe(0);
  });

  it('is not found for unknown and deleted users', async () => {
    const admin = as(await UserFactory.admin().create());
    await user.destroy();

    const responses = [
      await admin.get(path()),
      await admin.put(path(), whole),
      await admin.put('/api/users/987654321/profile', whole),
    ];

    expect(responses.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('is empty until it is written', async () => {
    const { status, body } = await as(user).get(path());

    expect(status).toBe(200);
    expect(body.data).toEqual({
      userId: user.id,
      ...NOTHING,
      notificationPreferences: expect.objectContaining(USUAL),
      updatedAt: null,
    });
    expect(await Profile.count({ where: { userId: user.id } })).toBe(0);
  });

  it('is replaced as a whole', async () => {
    const first = await as(user).put(path(), whole);
    const shown = await as(user).get(path());
    const second = await as(user).put(path(), { bio: 'Shorter' });

    expect(first.status).toBe(200);
    expect(first.body.data).toMatchObject(whole);
    expect(shown.body.data).toEqual(first.body.data);
    expect(second.body.data).toMatchObject({ ...NOTHING, bio: 'Shorter', notificationPreferences: USUAL });
  });

  it('can be changed by an administrator', async () => {
    const admin = as(await UserFactory.admin().create());

    const replaced = await admin.put(path(), whole);
    const shown = await admin.get(path());

    expect([replaced.status, shown.status]).toEqual([200, 200]);
    expect(shown.body.data).toMatchObject(whole);
  });

  it('is created once by two concurrent requests', async () => {
    const client = as(user);

    const responses = await Promise.all([1, 2, 3, 4].map((number) => client.put(path(), { bio: `Number ${number}` })));

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await Profile.count({ where: { userId: user.id } })).toBe(1);
  });

  it('records the changed fields in the audit log, but not their values', async () => {
    await as(user).put(path(), { bio: 'Secret' });
    await as(user).put(path(), { bio: 'Secret' });

    const entries = await AuditLog.findAll({ where: { action: 'user.profile-updated', actorId: user.id } });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.after).toContain('bio');
    expect(entries[0]?.after).not.toContain('Secret');
  });
});

describe('the fields of a profile', () => {
  it.each([
    [{ bio: 'x'.repeat(1_001) }, 'bio'],
    [{ bio: 7 }, 'bio'],
    [{ bio: 'a\0b' }, 'bio'],
    [{ phone: '030 1234567' }, 'phone'],
    [{ phone: '+0301234567' }, 'phone'],
    [{ phone: '+1234567890123456' }, 'phone'],
    [{ phone: '+49 CALL ME' }, 'phone'],
    [{ location: 'x'.repeat(101) }, 'location'],
    [{ dateOfBirth: '1899-12-31' }, 'dateOfBirth'],
    [{ dateOfBirth: '2001-02-29' }, 'dateOfBirth'],
    [{ dateOfBirth: '10.12.1915' }, 'dateOfBirth'],
    [{ dateOfBirth: '1915-12-10T00:00:00Z' }, 'dateOfBirth'],
    [{ dateOfBirth: clock.now().toISOString().slice(0, 10) }, 'dateOfBirth'],
    [{ timezone: 'Europe/Atlantis' }, 'timezone'],
    [{ timezone: '+01:00' }, 'timezone'],
    [{ timezone: '' }, 'timezone'],
    [{ language: 'english please' }, 'language'],
    [{ language: '' }, 'language'],
    [{ notificationPreferences: { 'account.unknown': { inApp: true, mail: true } } }, 'account.unknown'],
    [{ notificationPreferences: { constructor: { inApp: true, mail: true } } }, 'constructor'],
    [{ notificationPreferences: { 'account.welcome': { inApp: 'yes', mail: true } } }, 'inApp'],
    [{ notificationPreferences: { 'account.welcome': { inApp: true } } }, 'mail'],
    [{ notificationPreferences: [] }, 'notificationPreferences'],
  ])('reject %j', async (body, field) => {
    const response = await as(user).put(path(), body);

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([expect.objectContaining({ field: expect.stringContaining(field) })]);
  });

  it.each([
    [{ bio: '  x  ' }, { bio: 'x' }],
    [{ bio: '🎈'.repeat(500) }, { bio: '🎈'.repeat(500) }],
    [{ phone: '+49 (30) 123-45.67' }, { phone: '+49301234567' }],
    [{ dateOfBirth: '1900-01-01' }, { dateOfBirth: '1900-01-01' }],
    [{ dateOfBirth: '2000-02-29' }, { dateOfBirth: '2000-02-29' }],
    [{ timezone: 'UTC' }, { timezone: 'UTC' }],
    [{ timezone: 'Asia/Kolkata' }, { timezone: 'Asia/Kolkata' }],
    [{ language: 'PT-br' }, { language: 'pt-BR' }],
    [{ language: 'zh-Hant-TW' }, { language: 'zh-Hant-TW' }],
    [{ userId: 1, bio: null }, { bio: null }],
  ])('accept %j', async (body, expected) => {
    const { status } = await as(user).put(path(), body);
    const shown = await as(user).get(path());

    expect(status).toBe(200);
    expect(shown.body.data).toMatchObject({ ...expected, userId: user.id });
  });
});
