import { describe, expect, it, jest } from '@jest/globals';
import { Op } from 'sequelize';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import { type EventListener, registerListeners } from '../../../src/audit/listeners.js';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { logger } from '../../../src/logging/logger.js';
import { Session } from '../../../src/models/auth/Session.js';
import type { User } from '../../../src/models/users/User.js';
import { Notification } from '../../../src/notifications/Notification.js';
import { registerNotifications } from '../../../src/notifications/registry.js';
import { as, guest } from '../../support/http.js';

class SignInFromNewAddress extends Notification<{ ip: string }> {
  public static override readonly type = 'test.sign-in-from-new-address';

  public readonly title = 'New sign-in to your account';
  public readonly body = `Someone signed in from ${this.data.ip}.`;
}

/** The example of docs/guides/events.md: notifies a user when a session starts from a new IP address. */
const noticeNewAddress: EventListener = {
  on: ['auth.login'],
  timing: 'inTransaction',
  handle: async ({ actorId, subjectId, ip }) => {
    if (actorId === null || ip === null) return;
    const earlier = await Session.count({ where: { userId: actorId, ip, id: { [Op.ne]: Number(subjectId) } } });
    if (earlier === 0) await SignInFromNewAddress.send([actorId], { ip });
  },
};

registerNotifications([SignInFromNewAddress]);
registerListeners([noticeNewAddress]);

function logIn({ email }: User) {
  return guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD });
}

async function noticesOf(user: User): Promise<string[]> {
  const { body } = await as(user).get('/api/notifications');
  return (body.data.data as { type: string }[]).map(({ type }) => type);
}

describe('an audit listener', () => {
  it('notifies users who log in from a new IP address', async () => {
    const user = await UserFactory.create();
    await SessionFactory.for(user).create({ ip: '203.0.113.7' });

    await logIn(user);

    expect(await noticesOf(user)).toEqual(['test.sign-in-from-new-address']);
  });

  it('stays silent when the IP address is known', async () => {
    const user = await UserFactory.create();
    await logIn(user);

    await logIn(user);

    expect(await noticesOf(user)).toEqual(['test.sign-in-from-new-address']);
  });

  it('rolls back the change and its audit entry when it fails in the transaction', async () => {
    const user = await UserFactory.create();
    registerListeners([
      {
        on: ['auth.login'],
        timing: 'inTransaction',
        handle: ({ actorId }) => {
          if (actorId === user.id) throw new Error('The listener failed');
        },
      },
    ]);

    const { status } = await logIn(user);

    expect(status).toBe(500);
    expect(await Session.count({ where: { userId: user.id } })).toBe(0);
    expect(await AuditLog.count({ where: { action: 'auth.login', actorId: user.id } })).toBe(0);
  });

  it('can run after the commit, where a failure is only logged', async () => {
    const user = await UserFactory.create();
    const logged = jest.spyOn(logger, 'error');
    const found: number[] = [];
    registerListeners([
      {
        on: ['auth.logout-all'],
        timing: 'afterCommit',
        handle: async () => {
          found.push(await Session.count({ where: { userId: user.id, revokedAt: null } }));
          throw new Error('The listener failed');
        },
      },
    ]);

    const { status } = await as(user).post('/api/auth/logout-all');

    expect(status).toBe(200);
    expect(found).toEqual([0]);
    expect(logged).toHaveBeenCalledTimes(1);
  });
});
