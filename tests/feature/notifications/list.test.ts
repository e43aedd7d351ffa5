import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import NotificationFactory from '../../../src/database/factories/notifications/UserNotificationFactory.js';
import type { User } from '../../../src/models/users/User.js';
import { UserNotification } from '../../../src/models/notifications/UserNotification.js';
import { clock } from '../../../src/utils/clock.js';
import { as, guest } from '../../support/http.js';

const PATH = '/api/notifications';

let user: User;

async function listIds(query = ''): Promise<number[]> {
  const { status, body } = await as(user).get(`${PATH}${query}`);
  expect(status).toBe(200);
  return (body.data.data as { id: number }[]).map(({ id }) => id);
}

async function unread(): Promise<unknown> {
  const { body } = await as(user).get(`${PATH}/unread`);
  return body.data.unread;
}

beforeAll(async () => {
  user = await UserFactory.create();
});

beforeEach(async () => {
  await UserNotification.destroy({ where: {} });
});

describe('the list of notifications', () => {
  it.each(['', '/unread'])('is denied to guests: %s', async (path) => {
    const { status } = await guest.get(PATH + path);

    expect(status).toBe(401);
  });

  it('contains only the notifications of its owner, newest first', async () => {
    await NotificationFactory.create();
    const old = await NotificationFactory.for(user).create({ createdAt: clock.in(-60) });
    const recent = await NotificationFactory.for(user).create();

    expect(await listIds()).toEqual([recent.id, old.id]);
  });

  it('shows the text and the subject of a notification', async () => {
    await NotificationFactory.for(user).create({ data: '{"postId":7}' });

    const { body } = await as(user).get(PATH);

    expect(body.data.data).toEqual([
      expect.objectContaining({
        type: 'account.welcome',
        title: 'Welcome to Lumina',
        body: expect.stringContaining('ready'),
        data: { postId: 7 },
        readAt: null,
      }),
    ]);
  });

  it('omits and does not count types that no module registers', async () => {
    await NotificationFactory.for(user).create({ type: 'shop.gone' });

    expect(await listIds()).toEqual([]);
    expect(await unread()).toBe(0);
  });

  it('filters by read or unread, and counts the unread', async () => {
    const read = await NotificationFactory.for(user).read().create();
    const fresh = await NotificationFactory.for(user).create();
    await NotificationFactory.create();

    expect(await listIds('?filter[unread]=true')).toEqual([fresh.id]);
    expect(await listIds('?filter[unread]=false')).toEqual([read.id]);
    expect(await listIds('?filter[type]=account.welcome')).toHaveLength(2);
    expect(await listIds('?filter[type]=another')).toEqual([]);
    expect(await unread()).toBe(1);
  });

  it('supports page and cursor pagination', async () => {
    const [first, second, third] = await NotificationFactory.for(user)
      .state((index) => ({ createdAt: clock.in(-index) }))
      .createMany(3);

    const page = await as(user).get(`${PATH}?limit=2&page=2`);
    const start = await as(user).get(`${PATH}?limit=2&cursor=`);
    const cursor = start.body.data.meta.next_cursor as string;

    expect(page.body.data.meta).toMatchObject({ total: 3, last_page: 2 });
    expect(page.body.data.data).toMatchObject([{ id: third?.id }]);
    expect(start.body.data.data).toMatchObject([{ id: first?.id }, { id: second?.id }]);
    expect(await listIds(`?limit=2&cursor=${cursor}`)).toEqual([third?.id]);
  });

  it.each([
    ['filter[unread]=yes', 'filter[unread]'],
    ['filter[type]=', 'filter[type]'],
    ['filter[userId]=1', 'filter[userId]'],
    ['sort=readAt', 'sort'],
    ['cursor=x', 'cursor'],
  ])('rejects %s', async (query, field) => {
    const { status, body } = await as(user).get(`${PATH}?${query}`);

    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ field })]);
  });
});

describe('reading notifications', () => {
  it.each(['1/read', 'read-all'])('requires a user: %s', async (path) => {
    const { status } = await guest.post(`${PATH}/${path}`);

    expect(status).toBe(401);
  });

  it('keeps the time of the first read', async () => {
    const { id } = await NotificationFactory.for(user).create();

    const first = await as(user).post(`${PATH}/${id}/read`);
    const second = await as(user).post(`${PATH}/${id}/read`);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.data.readAt).toEqual(expect.any(String));
    expect(second.body.data.readAt).toBe(first.body.data.readAt);
    expect(await unread()).toBe(0);
  });

  it('responds 404 to anyone but the owner', async () => {
    const { id } = await NotificationFactory.create();

    const foreign = await as(user).post(`${PATH}/${id}/read`);
    const unknown = await as(user).post(`${PATH}/987654321/read`);

    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.message).toBe(unknown.body.message);
    expect((await UserNotification.findByPk(id))?.readAt).toBeNull();
  });

  it.each(['x', '0', '-1', '99999999999999999'])('rejects the id %s', async (id) => {
    const { status } = await as(user).post(`${PATH}/${id}/read`);

    expect(status).toBe(422);
  });

  it('can mark all of the user, but none of other users', async () => {
    await NotificationFactory.for(user).createMany(3);
    const { id } = await NotificationFactory.create();

    const { status } = await as(user).post(`${PATH}/read-all`);
    await as(user).post(`${PATH}/read-all`);

    expect(status).toBe(200);
    expect(await unread()).toBe(0);
    expect((await UserNotification.findByPk(id))?.readAt).toBeNull();
  });
});
