import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { PurgeExpired } from '../../../src/jobs/operations/PurgeExpired.js';
import { logger } from '../../../src/logging/logger.js';
import { OneTimeToken } from '../../../src/models/auth/OneTimeToken.js';
import { Session } from '../../../src/models/auth/Session.js';
import { User } from '../../../src/models/users/User.js';
import OneTimeTokenService from '../../../src/services/auth/OneTimeTokenService.js';
import RetentionService from '../../../src/services/operations/RetentionService.js';
import SessionService from '../../../src/services/auth/SessionService.js';
import { clock } from '../../../src/utils/clock.js';
import { guest } from '../../support/http.js';

const DAY = 86_400;

/** The purge of an additional entry; each test sets its own. */
let trial: (signal: AbortSignal) => Promise<number> = () => Promise.resolve(0);

RetentionService.register([{ summary: 'Trial', purge: (signal) => trial(signal) }]);

/** Purges everything, and returns the number of removed rows by kind of data. */
async function purge(signal = new AbortController().signal): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  await RetentionService.purgeAll(signal, ({ summary }, count) => {
    removed[summary] = count;
    return Promise.resolve();
  });
  return removed;
}

async function remainingSessions(): Promise<number[]> {
  const sessions = await Session.findAll({ order: ['id'] });
  return sessions.map(({ id }) => id);
}

beforeEach(async () => {
  await Session.destroy({ where: {} });
  await OneTimeToken.destroy({ where: {} });
  trial = () => Promise.resolve(0);
});

afterEach(() => {
  logger.silent = false;
  clock.reset();
});

describe('the purge of sessions', () => {
  it('removes those that expired or were revoked more than a day ago, and no others', async () => {
    const alive = await SessionFactory.create();
    await SessionFactory.state({ expiresAt: clock.in(-DAY - 60) }).create();
    await SessionFactory.state({ revokedAt: clock.in(-DAY - 60) }).create();
    const justExpired = await SessionFactory.expired().create();
    const justRevoked = await SessionFactory.revoked().create();

    await PurgeExpired.dispatch({});

    expect(await remainingSessions()).toEqual([alive.id, justExpired.id, justRevoked.id]);
  });

  it('keeps the hashes that detect a stolen refresh token', async () => {
    const user = await UserFactory.create();
    const first = await SessionService.start(user, { ip: null, userAgent: null });
    await guest.post('/api/auth/refresh', { refreshToken: first.refreshToken });
    clock.travel(2 * DAY);

    await PurgeExpired.dispatch({});
    const replayed = await guest.post('/api/auth/refresh', { refreshToken: first.refreshToken });

    const session = await Session.findByPk(first.session.id);
    expect(replayed.status).toBe(401);
    expect(session?.revokedAt).toBeInstanceOf(Date);
  });

  it('removes more than one batch, and nothing the second time', async () => {
    const { userId } = await SessionFactory.create();
    const rows = Array.from({ length: 2_300 }, (_, number) => ({
      userId,
      familyHash: `family-${number}`,
      tokenHash: `token-${number}`,
      lastUsedAt: clock.now(),
      expiresAt: clock.in(-2 * DAY),
      ip: null,
      userAgent: null,
    }));
    await Session.bulkCreate(rows);

    const removed = [(await purge())['Ended sessions'], (await purge())['Ended sessions']];

    expect(removed).toEqual([2_300, 0]);
    expect(await Session.count()).toBe(1);
  });

  it('removes each row once when several instances purge', async () => {
    const { userId } = await SessionFactory.create();
    const ended = SessionFactory.state({ userId, expiresAt: clock.in(-2 * DAY) });
    for (let number = 0; number < 20; number += 1) await ended.create();

    const counts = await Promise.all([purge(), purge(), purge()]);

    expect(counts.reduce((sum, removed) => sum + (removed['Ended sessions'] ?? 0), 0)).toBe(20);
    expect(await Session.count()).toBe(1);
  });
});

describe('the purge of one-time tokens', () => {
  it('removes expired ones and no others', async () => {
    const { id: userId } = await UserFactory.create();
    const expired = await OneTimeTokenService.issue({ purpose: 'reset-password', userId, expiresIn: 60 });
    clock.travel(120);
    const valid = await OneTimeTokenService.issue({ purpose: 'reset-password', userId, expiresIn: 60 });

    await PurgeExpired.dispatch({});

    expect(await OneTimeToken.count()).toBe(1);
    await expect(OneTimeTokenService.peek('reset-password', valid)).resolves.toMatchObject({ userId });
    await expect(OneTimeTokenService.peek('reset-password', expired)).rejects.toThrow();
  });
});

describe('the purge of everything', () => {
  it('continues when an entry fails, and fails at the end with all reasons', async () => {
    logger.silent = true;
    await SessionFactory.state({ expiresAt: clock.in(-2 * DAY) }).create();
    const failing = () => Promise.reject(new Error('The disk is full'));
    RetentionService.register([{ summary: 'Failing', purge: failing }]);
    trial = () => Promise.reject(new Error('not today'));

    const running = PurgeExpired.dispatch({});

    await expect(running).rejects.toThrow('Could not purge everything. Trial: not today; Failing: The disk is full');
    expect(await Session.count()).toBe(0);
    RetentionService.register([{ summary: 'Failing', purge: () => Promise.resolve(0) }]);
  });

  it('hard-deletes soft-deleted rows of a model', async () => {
    const user = await UserFactory.create();
    await user.destroy();
    const rowsBefore = (moment: Date) => ({ ...User.purgeable(moment), id: user.id });
    RetentionService.register([{ summary: 'Users', model: User, rowsBefore, keepDays: 1 }]);

    const early = await purge();
    clock.travel(2 * DAY);
    const late = await purge();

    expect([early.Users, late.Users]).toEqual([0, 1]);
    expect(await User.findByPk(user.id, { paranoid: false })).toBeNull();
  });

  it('does not start after its worker stopped', async () => {
    await SessionFactory.state({ expiresAt: clock.in(-2 * DAY) }).create();

    await expect(purge(AbortSignal.abort())).rejects.toThrow();

    expect(await Session.count()).toBe(1);
  });

  it('stops between entries when its worker stops, which is not a failure', async () => {
    const worker = new AbortController();
    const reached: string[] = [];
    trial = () => {
      worker.abort(new Error('The worker is closing'));
      return Promise.reject(new Error('interrupted'));
    };
    RetentionService.register([{ summary: 'Last', purge: () => Promise.resolve(reached.push('Last')) }]);

    await expect(purge(worker.signal)).rejects.toThrow('The worker is closing');

    expect(reached).toEqual([]);
  });
});
