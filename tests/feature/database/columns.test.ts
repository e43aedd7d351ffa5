import { describe, expect, it } from '@jest/globals';
import { QueryTypes, UniqueConstraintError } from 'sequelize';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { Session } from '../../../src/models/auth/Session.js';
import { User } from '../../../src/models/users/User.js';
import '../../support/database.js';

const BIG = 9_007_199_254_740_000;

describe('ids', () => {
  it('are numbers in every kind of query', async () => {
    const { id } = await UserFactory.create();

    const found = await User.findByPk(id);
    const [row] = await sequelize.query<{ id: number }>('SELECT id FROM users WHERE id = :id', {
      replacements: { id },
      type: QueryTypes.SELECT,
    });

    expect([typeof id, found?.id, row?.id]).toEqual(['number', id, id]);
  });

  it('may exceed 32 bits, as foreign keys too', async () => {
    const user = await UserFactory.create({ id: BIG });
    await SessionFactory.for(user).create();

    const session = await Session.findOne({ where: { userId: BIG } });

    expect((await User.findByPk(BIG))?.id).toBe(BIG);
    expect(session?.userId).toBe(BIG);
    await user.destroy({ force: true });
  });

  it('and row counts are numbers', async () => {
    await UserFactory.create();

    expect(await User.count()).toBeGreaterThan(0);
  });
});

describe('dates', () => {
  it('keep their milliseconds', async () => {
    const lastLoginAt = new Date('2026-02-03T04:05:06.789Z');
    const { id } = await UserFactory.create({ lastLoginAt });

    const found = await User.findByPk(id);

    expect(found?.lastLoginAt).toEqual(lastLoginAt);
  });

  it('keep their milliseconds in raw queries', async () => {
    const lastLoginAt = new Date('2026-02-03T04:05:06.789Z');
    const { id } = await UserFactory.create({ lastLoginAt });
    const since = async (moment: Date): Promise<number> => {
      const sql = 'SELECT id FROM users WHERE id = :id AND last_login_at >= :moment';
      return (await sequelize.query(sql, { replacements: { id, moment }, type: QueryTypes.SELECT })).length;
    };

    expect(await since(lastLoginAt)).toBe(1);
    expect(await since(new Date(lastLoginAt.getTime() + 1))).toBe(0);
  });

  it('of creation and update keep their milliseconds', async () => {
    const user = await UserFactory.create();

    const found = await User.findByPk(user.id);

    expect(found?.createdAt).toEqual(user.createdAt);
    expect(found?.updatedAt).toEqual(user.updatedAt);
  });

  it('are compared to the millisecond', async () => {
    const expiresAt = new Date('2030-01-01T00:00:00.500Z');
    await SessionFactory.create({ expiresAt });

    const [same, before] = await Promise.all([
      Session.count({ where: { expiresAt } }),
      Session.count({ where: { expiresAt: new Date(expiresAt.getTime() - 1) } }),
    ]);

    expect([same, before]).toEqual([1, 0]);
  });
});

describe('an email', () => {
  it('belongs to only one user', async () => {
    const { email } = await UserFactory.create();

    await expect(UserFactory.create({ email })).rejects.toThrow(UniqueConstraintError);
  });

  it('of a deleted user stays taken', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    await expect(UserFactory.create({ email: user.email })).rejects.toThrow(UniqueConstraintError);
  });

  it('is given to only one of many concurrent requests', async () => {
    const email = 'wanted@example.com';

    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => UserFactory.create({ email })));

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await User.count({ where: { email } })).toBe(1);
  });
});

describe('the sessions of a user', () => {
  it('are deleted with the row, without affecting other users', async () => {
    const [user, other] = await UserFactory.has(SessionFactory, 2).createMany(2);

    await user?.destroy({ force: true });

    expect(await Session.count({ where: { userId: user?.id ?? 0 } })).toBe(0);
    expect(await Session.count({ where: { userId: other?.id ?? 0 } })).toBe(2);
  });

  it('stay while the user is soft-deleted', async () => {
    const user = await UserFactory.has(SessionFactory).create();

    await user.destroy();

    expect(await Session.count({ where: { userId: user.id } })).toBe(1);
  });

  it('require an existing user', async () => {
    await expect(SessionFactory.create({ userId: 999_999_999 })).rejects.toThrow(/foreign key/i);
  });
});
