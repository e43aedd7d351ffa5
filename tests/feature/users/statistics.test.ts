import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { clock } from '../../../src/utils/clock.js';
import { as, guest } from '../../support/http.js';

const DAY = 86_400;

beforeEach(async () => {
  await User.destroy({ where: {}, force: true });
});

afterEach(() => {
  clock.reset();
});

describe('user statistics', () => {
  it('are denied to guests', async () => {
    const response = await guest.get('/api/users/statistics');

    expect(response.status).toBe(401);
  });

  it.each(['manager', 'moderator', 'seller', 'user'] as const)('are denied to a %s', async (role) => {
    const user = await UserFactory.withRole(role).create();

    const response = await as(user).get('/api/users/statistics');

    expect(response.status).toBe(403);
  });

  it.each(['0', '-1', '1.5', '1e3', 'abc', '10000', '', '%00', '1&days=2', '007'])('reject days=%s', async (days) => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).get(`/api/users/statistics?days=${days}`);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'days' }]);
  });

  it.each([1, 9999])('accept days=%i', async (days) => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).get(`/api/users/statistics?days=${days}`);

    expect(response.status).toBe(200);
    expect(response.body.data.new).toEqual({ days, count: 1 });
  });

  it('count all users that are not deleted', async () => {
    const admin = await UserFactory.admin().create();
    await UserFactory.manager().create();
    await UserFactory.createMany(2);
    await UserFactory.withStatus('pending').create();
    await UserFactory.withRole('seller').suspended().create();
    await (await UserFactory.create()).destroy();

    const response = await as(admin).get('/api/users/statistics');

    expect(response.body.data).toEqual({
      total: 6,
      active: 4,
      byRole: { admin: 1, manager: 1, moderator: 0, seller: 1, user: 3 },
      new: { days: 30, count: 6 },
    });
  });

  it('count registrations of the last days as new', async () => {
    const admin = await UserFactory.admin().create({ createdAt: clock.in(-8 * DAY) });
    await UserFactory.create({ createdAt: clock.in(-7 * DAY - 60) });
    await UserFactory.create({ createdAt: clock.in(-7 * DAY + 60) });

    const response = await as(admin).get('/api/users/statistics?days=7');

    expect(response.body.data).toMatchObject({ total: 3, new: { days: 7, count: 1 } });
  });
});
