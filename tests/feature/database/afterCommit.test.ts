import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { DatabaseError } from 'sequelize';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { afterCommit, transaction } from '../../../src/database/transaction.js';
import { User } from '../../../src/models/users/User.js';
import { logger } from '../../../src/logging/logger.js';
import '../../support/database.js';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('an after-commit callback', () => {
  it('does not run after a rollback', async () => {
    const effect = jest.fn<() => void>();

    const work = transaction(async () => {
      await afterCommit(effect);
      throw new Error('Rolled back');
    });

    await expect(work).rejects.toThrow('Rolled back');
    expect(effect).not.toHaveBeenCalled();
  });

  it('does not run after a rollback of the outer transaction', async () => {
    const effect = jest.fn<() => void>();

    const work = transaction(async () => {
      await transaction(() => afterCommit(effect));
      throw new Error('Rolled back');
    });

    await expect(work).rejects.toThrow('Rolled back');
    expect(effect).not.toHaveBeenCalled();
  });

  it('is logged when it fails, without failing the transaction', async () => {
    const error = new Error('The mail server is down');
    const later = jest.fn<() => void>();
    const log = jest.spyOn(logger, 'error').mockReturnValue(logger);

    const user = await transaction(async () => {
      await afterCommit(() => Promise.reject(error));
      await afterCommit(later);
      return UserFactory.create();
    });

    expect(await User.count({ where: { id: user.id } })).toBe(1);
    expect(log.mock.calls).toEqual([['An after-commit callback failed', { error }]]);
    expect(later).toHaveBeenCalledTimes(1);
  });

  it('runs after the outermost commit, in order of registration', async () => {
    const order: string[] = [];

    await transaction(async () => {
      await afterCommit(() => void order.push('first'));
      await transaction(() => afterCommit(() => void order.push('second')));
      order.push('work');
    });

    expect(order).toEqual(['work', 'first', 'second']);
  });

  it('reads committed data outside any transaction', async () => {
    const seen: unknown[] = [];

    await transaction(async () => {
      const user = await UserFactory.create();
      await afterCommit(async () => {
        const other = await sequelize.transaction();
        seen.push(await User.count({ where: { id: user.id }, transaction: other }));
        await other.rollback();
      });
    });

    expect(seen).toEqual([1]);
  });

  it('may open a transaction and register further callbacks', async () => {
    const effect = jest.fn<() => void>();

    await transaction(() => afterCommit(() => transaction(() => afterCommit(effect))));

    expect(effect).toHaveBeenCalledTimes(1);
  });

  it('runs once even if the transaction was retried', async () => {
    const effect = jest.fn<() => void>();
    let attempts = 0;

    await transaction(async () => {
      attempts += 1;
      await afterCommit(effect);
      const cause = Object.assign(new Error('Try again'), { code: '40001', sql: '' });
      if (attempts === 1) throw new DatabaseError(cause);
    });

    expect(attempts).toBe(2);
    expect(effect).toHaveBeenCalledTimes(1);
  });

  it('runs immediately without a transaction', async () => {
    const effect = jest.fn<() => void>();

    await afterCommit(effect);

    expect(effect).toHaveBeenCalledTimes(1);
  });
});
