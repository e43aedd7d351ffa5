import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { PurgeSessions } from '../../../src/jobs/auth/PurgeSessions.js';
import { Session } from '../../../src/models/auth/Session.js';
import EndedSessionService from '../../../src/services/auth/EndedSessionService.js';
import SessionService from '../../../src/services/auth/SessionService.js';
import { clock } from '../../../src/utils/clock.js';
import { guest } from '../../support/http.js';

const DAY = 86_400;

beforeEach(async () => {
  await Session.destroy({ where: {} });
});

afterEach(() => {
  clock.reset();
});

async function remaining(): Promise<number[]> {
  const sessions = await Session.findAll({ order: ['id'] });
  return sessions.map(({ id }) => id);
}

describe('the clean-up of sessions', () => {
  it('removes those that expired or were revoked a day ago, and no others', async () => {
    const alive = await SessionFactory.create();
    await SessionFactory.state({ expiresAt: clock.in(-DAY - 60) }).create();
    await SessionFactory.state({ revokedAt: clock.in(-DAY - 60) }).create();
    const justExpired = await SessionFactory.expired().create();
    const justRevoked = await SessionFactory.revoked().create();

    await PurgeSessions.dispatch({});

    expect(await remaining()).toEqual([alive.id, justExpired.id, justRevoked.id]);
  });

  it('leaves what is needed to know a stolen refresh token by', async () => {
    const user = await UserFactory.create();
    const first = await SessionService.start(user, { ip: null, userAgent: null });
    await guest.post('/api/auth/refresh', { refreshToken: first.refreshToken });
    clock.travel(2 * DAY);

    await PurgeSessions.dispatch({});
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
    const { signal } = new AbortController();

    const removed = [await EndedSessionService.purgeExpired(signal), await EndedSessionService.purgeExpired(signal)];

    expect(removed).toEqual([2_300, 0]);
    expect(await Session.count()).toBe(1);
  });

  it('stops where its worker ends', async () => {
    await SessionFactory.state({ expiresAt: clock.in(-2 * DAY) }).create();

    await expect(EndedSessionService.purgeExpired(AbortSignal.abort())).rejects.toThrow();

    expect(await Session.count()).toBe(1);
  });
});
