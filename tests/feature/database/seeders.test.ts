import { beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { seedDatabase, seedIfEmpty } from '../../../src/database/seeders/DatabaseSeeder.js';
import { Session } from '../../../src/models/auth/Session.js';
import { User } from '../../../src/models/users/User.js';
import { guest } from '../../support/http.js';

const ADMIN = 'admin@lumina.com';
const PASSWORD = 'lumina123';

beforeEach(async () => {
  await Session.destroy({ where: {} });
  await User.destroy({ where: {}, force: true });
});

describe('seeding', () => {
  it('adds an administrator and twenty users', async () => {
    const lines = await seedDatabase();

    expect(await User.count()).toBe(21);
    expect(await User.findOne({ where: { email: ADMIN } })).toMatchObject({ role: 'admin', status: 'approved' });
    expect(lines[0]).toBe('21 users: admin@lumina.com and user1@lumina.com to user20@lumina.com, password lumina123');
  });

  it('adds users who can log in', async () => {
    await seedDatabase();

    const emails = [ADMIN, ...Array.from({ length: 20 }, (_, index) => `user${index + 1}@lumina.com`)];
    const responses = await Promise.all(
      emails.map((email) => guest.post('/api/auth/login', { email, password: PASSWORD })),
    );
    expect(responses.map(({ status }) => status)).toEqual(emails.map(() => 200));
  });

  it('adds nothing the second time', async () => {
    await seedDatabase();

    expect(await seedDatabase()).toEqual([]);
    expect(await User.count()).toBe(21);
  });

  it('never changes existing rows, including deleted ones', async () => {
    const admin = await UserFactory.create({ email: ADMIN, firstname: 'Mine', password: 'my hash' });
    const deleted = await UserFactory.create({ email: 'user3@lumina.com' });
    await deleted.destroy();

    await seedDatabase();

    expect(await User.findByPk(admin.id)).toMatchObject({ firstname: 'Mine', role: 'user', password: 'my hash' });
    expect(await User.findByPk(deleted.id)).toBeNull();
    expect(await User.count({ paranoid: false })).toBe(21);
  });

  it('adds everything once if run concurrently', async () => {
    const lines = await Promise.all([seedDatabase(), seedDatabase(), seedIfEmpty()]);

    expect(lines.filter((some) => some.length > 0)).toHaveLength(1);
    expect(await User.count()).toBe(21);
  });

  it('is skipped if any user exists, including deleted ones', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    expect(await seedIfEmpty()).toEqual([]);
    expect(await User.count({ paranoid: false })).toBe(1);
  });

  it('runs if no user exists', async () => {
    expect((await seedIfEmpty())[0]).toMatch(/^21 users/);
    expect(await User.count()).toBe(21);
  });
});
