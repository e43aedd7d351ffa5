import { describe, expect, it } from '@jest/globals';
import { QueryTypes } from 'sequelize';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { transaction } from '../../../src/database/transaction.js';
import { User } from '../../../src/models/users/User.js';
import '../../support/database.js';

class Deliberate extends Error {}

/** A signal that one flow awaits until another resolves it. */
function signal(): { wait: Promise<void>; send: () => void } {
  let send = (): void => undefined;
  const wait = new Promise<void>((resolve) => (send = resolve));
  return { wait, send };
}

describe('a transaction', () => {
  it('commits when its callback resolves, and returns the result', async () => {
    const user = await transaction(async () => {
      const created = await UserFactory.create();
      await SessionFactory.for(created).create();
      return created;
    });

    expect(await User.count({ where: { id: user.id } })).toBe(1);
  });

  it('rolls back when its callback throws, and rethrows', async () => {
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

  it('rolls back work that is still running when one of several promises rejects', async () => {
    const { wait, send } = signal();
    const late = async (): Promise<void> => {
      await wait;
      await UserFactory.create({ email: 'too.late@example.com' });
    };
    const failing = (): Promise<never> => Promise.reject(new Deliberate());
    let lateWork: Promise<unknown> = Promise.resolve();

    const work = transaction(() => Promise.all([failing(), (lateWork = late())]));

    await expect(work).rejects.toThrow(Deliberate);
    send();
    await expect(lateWork).rejects.toThrow(/rollback has been called/);
    expect(await User.count({ where: { email: 'too.late@example.com' } })).toBe(0);
  });

  it('includes nested transactions: all or none commit', async () => {
    const work = transaction(async () => {
      await transaction(() => UserFactory.create({ email: 'inner@example.com' }));
      throw new Deliberate();
    });

    await expect(work).rejects.toThrow(Deliberate);
    expect(await User.count({ where: { email: 'inner@example.com' } })).toBe(0);
  });

  it('includes raw queries', async () => {
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

  it('excludes concurrent queries outside it', async () => {
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
});
