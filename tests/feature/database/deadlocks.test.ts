import { describe, expect, it } from '@jest/globals';
import { DatabaseError } from 'sequelize';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { transaction } from '../../../src/database/transaction.js';
import { User } from '../../../src/models/users/User.js';
import '../../support/database.js';
import { dialect } from '../../support/project.js';

function conflict(code: string): DatabaseError {
  return new DatabaseError(Object.assign(new Error('Try again'), { code, sql: '' }));
}

describe('a transaction', () => {
  it.each(['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'])(
    'is attempted at most three times after %s',
    async (code) => {
      let attempts = 0;

      const work = transaction(() => {
        attempts += 1;
        return Promise.reject(conflict(code));
      });

      await expect(work).rejects.toThrow('Try again');
      expect(attempts).toBe(3);
    },
  );

  it('keeps only the changes of its last attempt', async () => {
    let attempts = 0;

    await transaction(async () => {
      attempts += 1;
      await UserFactory.create({ firstname: `Attempt ${attempts}` });
      if (attempts < 3) throw conflict('40001');
    });

    const users = await User.findAll({ where: { firstname: ['Attempt 1', 'Attempt 2', 'Attempt 3'] } });
    expect(users.map(({ firstname }) => firstname)).toEqual(['Attempt 3']);
  });

  it('is not retried after other errors', async () => {
    let attempts = 0;

    const work = transaction(() => {
      attempts += 1;
      return Promise.reject(conflict('23505'));
    });

    await expect(work).rejects.toThrow();
    expect(attempts).toBe(1);
  });

  it('inside another one is retried with the outer one', async () => {
    let [inner, outer] = [0, 0];

    const work = transaction(async () => {
      outer += 1;
      await transaction(() => {
        inner += 1;
        return Promise.reject(conflict('40001'));
      });
    });

    await expect(work).rejects.toThrow('Try again');
    expect([outer, inner]).toEqual([3, 3]);
  });
});

const describeServer = dialect === 'sqlite' ? describe.skip : describe;

describeServer('two deadlocked transactions', () => {
  it('both succeed, because the aborted one is retried', async () => {
    const [one, two] = [await UserFactory.create({ lastname: '' }), await UserFactory.create({ lastname: '' })];
    const append = (user: User, letter: string) =>
      sequelize.query('UPDATE users SET lastname = CONCAT(lastname, :letter) WHERE id = :id', {
        replacements: { letter, id: user.id },
      });
    let [attempts, holding] = [0, 0];
    let send = (): void => undefined;
    const both = new Promise<void>((resolve) => (send = resolve));

    const change = (first: User, second: User, letter: string) =>
      transaction(async () => {
        attempts += 1;
        await append(first, letter);
        holding += 1;
        if (holding === 2) send();
        await both;
        await append(second, letter);
      });
    await Promise.all([change(one, two, 'a'), change(two, one, 'b')]);

    await Promise.all([one.reload(), two.reload()]);
    expect(attempts).toBeGreaterThan(2);
    expect(['ab', 'ba']).toContain(one.lastname);
    expect(['ab', 'ba']).toContain(two.lastname);
  });
});
