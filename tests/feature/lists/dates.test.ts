import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { as, type Client } from '../../support/http.js';

const MOMENTS = [
  '2020-03-09T23:59:59.999Z',
  '2020-03-10T00:00:00.000Z',
  '2020-03-10T12:00:00.000Z',
  '2020-03-10T23:59:59.999Z',
  '2020-03-11T00:00:00.000Z',
];

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

beforeEach(async () => {
  await User.destroy({ where: { role: 'seller' }, force: true });
  for (const moment of MOMENTS) await UserFactory.withRole('seller').create({ createdAt: new Date(moment) });
});

async function findMoments(query: Record<string, string>): Promise<number[]> {
  const text = new URLSearchParams({ 'filter[role]': 'seller', order: 'asc', ...query }).toString();
  const response = await admin.get(`/api/users?${text}`);
  expect(response.status).toBe(200);
  return response.body.data.data.map(({ createdAt }: { createdAt: string }) => MOMENTS.indexOf(createdAt));
}

describe('dateFrom and dateTo', () => {
  it.each([
    [{ dateFrom: '2020-03-10' }, [1, 2, 3, 4]],
    [{ dateTo: '2020-03-10' }, [0, 1, 2, 3]],
    [{ dateFrom: '2020-03-10', dateTo: '2020-03-10' }, [1, 2, 3]],
    [{ dateFrom: '2020-03-10T12:00:00Z' }, [2, 3, 4]],
    [{ dateTo: '2020-03-10T12:00:00.000Z' }, [0, 1, 2]],
    [{ dateFrom: '2020-03-10T14:00:00+02:00', dateTo: '2020-03-10T07:00:00-05:00' }, [2]],
    [{ dateFrom: '2020-03-11T00:00:00.001Z' }, []],
    [{ dateFrom: '1000-01-01', dateTo: '9999-12-30' }, [0, 1, 2, 3, 4]],
  ] as [Record<string, string>, number[]][])('%j are inclusive', async (query, expected) => {
    const indexes = await findMoments(query);

    expect(indexes).toEqual(expected);
  });

  it('apply to the count too', async () => {
    const response = await admin.get('/api/users?filter[role]=seller&dateFrom=2020-03-10&limit=1');

    expect(response.body.data.meta.total).toBe(4);
  });
});
