import { describe, expect, it } from '@jest/globals';
import { DatabaseError, QueryTypes } from 'sequelize';
import SessionFactory from '../../../src/database/factories/SessionFactory.js';
import UserFactory from '../../../src/database/factories/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { transaction } from '../../../src/database/transaction.js';
import { User } from '../../../src/models/User.js';
import '../../support/database.js';
import { dialect } from '../../support/project.js';

class Deliberate extends Error {}

/** Something that one flow waits for until another one tells. */
function signal(): { wait: Promise<void>; send: () => void } {
  let send = (): void => undefined;
  const wait = new Promise<void>((resolve) => (send = resolve));
  return { wait, send };
}

function conflict(code: string): DatabaseError {
  return new DatabaseError(Object.assign(new Error('Try again'), { code, sql: '' }));
}

describe('a transaction', () => {
  it('keeps everything when its work is done, and returns its result', async () => {
    const user = await transaction(async () => {
      const created = await UserFactory.create();
      await SessionFactory.for(created).create();
      return created;
    });

    expect(await User.count({ where: { id: user.id } })).toBe(1);
  });

  it('keeps nothing when its work throws, and throws the same', async () => {
    const user = await UserFactory.create({ firstname: 'Before' });
    const error = new Deliberate();

    const work = transaction(async () => {
      await user.update({ firstname: 'After' });
      await UserFactory.create({ email: 'rolled.back@example.com' });
      await User.destroy({ where: { id: user.id } });
      throw error;
    });

    await expect(work).rejects.toBe(error);
    expect(await User.findByPk(user.id)).toMatchObject({ firstname: 'Before' });
    expect(await User.count({ where: { email: 'rolled.back@example.com' } })).toBe(0);
  });

  it('takes inner ones in: all of them or none', async () => {
    const work = transaction(async () => {
      await transaction(() => UserFactory.create({ email: 'inner@example.com' }));
      throw new Deliberate();
    });

    await expect(work).rejects.toThrow(Deliberate);
    expect(await User.count({ where: { email: 'inner@example.com' } })).toBe(0);
  });

  it('is joined by raw queries as well', async () => {
    const user = await UserFactory.create({ firstname: 'Before' });

    const seen = await transaction(async () => {
      await user.update({ firstname: 'Inside' });
      return sequelize.query<{ firstname: string }>('SELECT firstname FROM users WHERE id = :id', {
        type: QueryTypes.SELECT,
        replacements: { id: user.id },
      });
    });

    expect(seen).toEqual([{ firstname: 'Inside' }]);
  });

  it('is not joined by what runs beside it', async () => {
    const user = await UserFactory.create({ firstname: 'Before' });
    const seen: (string | undefined)[] = [];
    const [changed, looked] = [signal(), signal()];

    const beside = changed.wait.then(async () => {
      seen.push((await User.findByPk(user.id))?.firstname);
      looked.send();
    });
    await transaction(async () => {
      await User.update({ firstname: 'Inside' }, { where: { id: user.id } });
      changed.send();
      await looked.wait;
    });
    await beside;

    expect(seen).toEqual(['Before']);
  });

  it.each(['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'])(
    'is tried three times over %s, not for ever',
    async (code) => {
      let attempts = 0;

      const work = transaction(async () => {
        attempts += 1;
        throw conflict(code);
      });

      await expect(work).rejects.toThrow('Try again');
      expect(attempts).toBe(3);
    },
  );

  it('keeps only what its last attempt did', async () => {
    let attempts = 0;

    await transaction(async () => {
      attempts += 1;
      await UserFactory.create({ firstname: `Attempt ${attempts}` });
      if (attempts < 3) throw conflict('40001');
    });

    const users = await User.findAll({ where: { firstname: ['Attempt 1', 'Attempt 2', 'Attempt 3'] } });
    expect(users.map(({ firstname }) => firstname)).toEqual(['Attempt 3']);
  });

  it('is not tried again over other errors', async () => {
    let attempts = 0;

    const work = transaction(async () => {
      attempts += 1;
      throw conflict('23505');
    });

    await expect(work).rejects.toThrow();
    expect(attempts).toBe(1);
  });

  it('inside another one leaves trying again to the outer', async () => {
    let [inner, outer] = [0, 0];

    const work = transaction(async () => {
      outer += 1;
      await transaction(async () => {
        inner += 1;
        throw conflict('40001');
      });
    });

    await expect(work).rejects.toThrow('Try again');
    expect([outer, inner]).toEqual([3, 3]);
  });
});

const describeServer = dialect === 'sqlite' ? describe.skip : describe;

describeServer('two transactions that wait for each other', () => {
  it('both succeed: the one that the database ends is tried again', async () => {
    const [one, two] = [await UserFactory.create({ lastname: '' }), await UserFactory.create({ lastname: '' })];
    const append = (user: User, letter: string) =>
      sequelize.query('UPDATE users SET lastname = CONCAT(lastname, :letter) WHERE id = :id', {
        replacements: { letter, id: user.id },
      });
    let [attempts, holding] = [0, 0];
    const both = signal();

    const change = (first: User, second: User, letter: string) =>
      transaction(async () => {
        attempts += 1;
        await append(first, letter);
        holding += 1;
        if (holding === 2) both.send();
        await both.wait;
        await append(second, letter);
      });
    await Promise.all([change(one, two, 'a'), change(two, one, 'b')]);

    await Promise.all([one.reload(), two.reload()]);
    expect(attempts).toBeGreaterThan(2);
    expect([...one.lastname].sort()).toEqual(['a', 'b']);
    expect([...two.lastname].sort()).toEqual(['a', 'b']);
  });
});
