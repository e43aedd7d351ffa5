import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import SessionFactory from '../../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import NotificationFactory from '../../../../src/database/factories/notifications/UserNotificationFactory.js';
import { sequelize } from '../../../../src/database/sequelize.js';
import { queue } from '../../../../src/drivers/queue/index.js';
import { ServiceUnavailable } from '../../../../src/exceptions/ServiceUnavailable.js';
import type { User } from '../../../../src/models/users/User.js';
import DashboardService from '../../../../src/services/operations/DashboardService.js';
import { clock } from '../../../../src/utils/clock.js';
import { as, guest } from '../../../support/http.js';

const PATH = '/api/dashboard';

let user: User;

beforeEach(async () => {
  user = await UserFactory.create();
});

afterEach(() => void jest.restoreAllMocks());

/** Counts the SQL statements of a dashboard request. */
async function countStatements(caller: User): Promise<number> {
  const client = as(caller);
  await client.get(PATH);
  const spy = jest.spyOn(sequelize, 'query');
  await client.get(PATH);
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return length;
}

describe('the dashboard', () => {
  it('requires a login', async () => {
    const { status } = await guest.get(PATH);

    expect(status).toBe(401);
  });

  it('shows only the data of the caller', async () => {
    await NotificationFactory.for(user).createMany(2);
    await NotificationFactory.for(user).read().create();
    await NotificationFactory.create();
    await SessionFactory.for(user).revoked().create();
    await SessionFactory.create();

    const { status, body } = await as(user).get(PATH);

    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      user: { id: user.id, email: user.email },
      activeSessions: 1,
      unreadNotifications: 2,
      administration: null,
    });
    expect(body.data.lastLogins).toHaveLength(2);
    expect(JSON.stringify(body.data)).not.toMatch(/password|hash/i);
  });

  it('shows the last five logins, newest first', async () => {
    await SessionFactory.for(user)
      .state((index) => ({ createdAt: clock.in(-index * 60 - 60), ip: `203.0.113.${index}`, userAgent: 'curl' }))
      .createMany(6);

    const { body } = await as(user).get(PATH);

    const logins = body.data.lastLogins as { ip: string }[];
    expect(logins.map(({ ip }) => ip)).toEqual([
      '127.0.0.1',
      '203.0.113.0',
      '203.0.113.1',
      '203.0.113.2',
      '203.0.113.3',
    ]);
    expect(logins[1]).toEqual({ at: expect.any(String), device: 'curl', ip: '203.0.113.0' });
  });

  it.each(['manager', 'moderator', 'seller', 'user'] as const)('hides the administration from a %s', async (role) => {
    const { body } = await as(await UserFactory.withRole(role).create()).get(PATH);

    expect(body.data.administration).toBeNull();
  });

  it('shows administrators the users and the queues', async () => {
    const { body } = await as(await UserFactory.admin().create()).get(PATH);

    const { users, queues } = body.data.administration;
    expect(users).toMatchObject({ total: expect.any(Number), new: { days: 30 } });
    expect(queues).toContainEqual(expect.objectContaining({ name: 'mail', counts: expect.any(Object) }));
  });

  it('is available to administrators while the queue is unreachable', async () => {
    jest.spyOn(queue, 'countJobs').mockRejectedValue(new ServiceUnavailable());

    const { status, body } = await as(await UserFactory.admin().create()).get(PATH);

    expect(status).toBe(200);
    expect(body.data.administration.queues).toBeNull();
  });

  it('shows the entries of modules', async () => {
    DashboardService.register([{ name: 'trial', build: ({ id }) => Promise.resolve({ id, posts: 3 }) }]);

    const { body } = await as(user).get(PATH);

    expect(body.data.sections).toMatchObject({ trial: { id: user.id, posts: 3 } });
  });

  it('needs a constant number of queries', async () => {
    const before = await countStatements(user);
    await NotificationFactory.for(user).createMany(5);
    await SessionFactory.for(user).createMany(8);

    expect(await countStatements(user)).toBe(before);
    expect(before).toBeLessThanOrEqual(8);
  });
});
