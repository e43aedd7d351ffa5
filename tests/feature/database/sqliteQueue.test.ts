import { describe, expect, it, jest } from '@jest/globals';
import { QueryTypes } from 'sequelize';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { transaction } from '../../../src/database/transaction.js';
import { User } from '../../../src/models/users/User.js';
import '../../support/database.js';
import { dialect } from '../../support/project.js';

const describeSqlite = dialect === 'sqlite' ? describe : describe.skip;

function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

/** Writes once, and fails instead of hanging if the queue is stuck. */
async function expectWritable(user: User): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue of writes is stuck')), 3_000);
  });
  await Promise.race([user.update({ lastname: `${Date.now()}` }), stuck]).finally(() => clearTimeout(timer));
}

async function pragma(name: string): Promise<unknown> {
  const [row] = await sequelize.query<Record<string, unknown>>(`PRAGMA ${name}`, { type: QueryTypes.SELECT });
  return Object.values(row ?? {})[0];
}

describeSqlite('on SQLite', () => {
  it('the write-ahead log, a busy timeout and foreign keys are enabled', async () => {
    const settings = await Promise.all(['journal_mode', 'busy_timeout', 'foreign_keys', 'synchronous'].map(pragma));

    expect(settings).toEqual(['wal', 5000, 1, 1]);
  });

  it('they are enabled on the connection of a transaction too', async () => {
    const settings = await transaction(() => Promise.all(['journal_mode', 'busy_timeout', 'foreign_keys'].map(pragma)));

    expect(settings).toEqual(['wal', 5000, 1]);
  });

  it('a nested Sequelize transaction joins the outer one', async () => {
    const user = await UserFactory.create();

    await transaction(() => sequelize.transaction(() => user.update({ lastname: 'Inner' })));

    await expectWritable(user);
  });

  it('a write after the commit of a transaction does not wait for that transaction', async () => {
    const user = await UserFactory.create();

    await sequelize.transaction((outer) => {
      outer.afterCommit(async () => {
        await user.update({ lastname: 'After' });
      });
      return user.update({ lastname: 'Inside' });
    });

    await expectWritable(user);
  });

  it('200 transactions and 200 plain writes all succeed concurrently', async () => {
    const user = await UserFactory.create({ lastname: '0' });
    const before = await User.count();

    const inTransactions = times(200, () =>
      transaction(async () => {
        const fresh = await user.reload();
        await User.update({ lastname: String(Number(fresh.lastname) + 1) }, { where: { id: user.id } });
      }),
    );
    const plain = times(200, () => UserFactory.create());
    await Promise.all([inTransactions, plain]);

    expect((await user.reload()).lastname).toBe('200');
    expect(await User.count()).toBe(before + 200);
  });

  it('reads proceed during a transaction and see committed data', async () => {
    const user = await UserFactory.create({ firstname: 'Before' });
    const open = await sequelize.transaction();
    await user.update({ firstname: 'After' }, { transaction: open });

    const seen = await times(20, () => User.findByPk(user.id));

    await open.commit();
    expect(new Set(seen.map((found) => found?.firstname))).toEqual(new Set(['Before']));
  });

  it('a transaction may write concurrently', async () => {
    const users = await UserFactory.createMany(5);

    await transaction(() => Promise.all(users.map((user) => user.update({ firstname: 'Together' }))));

    expect(await User.count({ where: { firstname: 'Together' } })).toBe(5);
  });

  it.each(['commit', 'rollback'] as const)('a %s releases the next write', async (end) => {
    const user = await UserFactory.create();
    const open = await sequelize.transaction();
    await user.update({ firstname: 'Changed' }, { transaction: open });

    await open[end]();

    await expectWritable(user);
  });

  it.each(['COMMIT', 'ROLLBACK'])(
    'a transaction whose end fails after a %s releases the next write',
    async (statement) => {
      const user = await UserFactory.create();
      const open = await sequelize.transaction();
      await sequelize.query(statement, { transaction: open });
      jest.spyOn(console, 'warn').mockImplementation(() => undefined);

      await expect(open.rollback()).rejects.toThrow('no transaction is active');

      await expectWritable(user);
    },
  );

  it('a failed statement in a transaction releases the next write', async () => {
    const user = await UserFactory.create();

    await expect(transaction(() => sequelize.query('INSERT INTO nowhere VALUES (1)'))).rejects.toThrow('nowhere');

    await expectWritable(user);
  });

  it('findOrCreate releases the next write, whether it creates, finds or fails', async () => {
    const user = await UserFactory.create();
    const values = (await UserFactory.make()).get();

    const [, isNew] = await User.findOrCreate({ where: { email: values.email }, defaults: values });
    const [, isNewAgain] = await User.findOrCreate({ where: { email: values.email }, defaults: values });
    await expect(
      User.findOrCreate({ where: { email: 'x@y.z' }, defaults: { ...values, firstname: null as never } }),
    ).rejects.toThrow();

    expect([isNew, isNewAgain]).toEqual([true, false]);
    await expectWritable(user);
  });

  it('findOrCreate joins the open transaction', async () => {
    const values = (await UserFactory.make()).get();

    await transaction(() => User.findOrCreate({ where: { email: values.email }, defaults: values }));

    expect(await User.count({ where: { email: values.email } })).toBe(1);
  });
});
