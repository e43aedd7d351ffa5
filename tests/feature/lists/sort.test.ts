import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { clock } from '../../../src/utils/clock.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

beforeEach(async () => {
  await User.destroy({ where: { role: 'seller' }, force: true });
});

const sellers = UserFactory.withRole('seller');

async function listValues(query: string, field: 'id' | 'firstname' = 'firstname'): Promise<unknown[]> {
  const response = await admin.get(`/api/users?filter[role]=seller&${query}`);
  return response.body.data.data.map((user: User) => user[field]);
}

describe('the order of a list', () => {
  it.each([
    ['sort=firstname', ['ann', 'ben', 'cy']],
    ['sort=-firstname', ['cy', 'ben', 'ann']],
    ['sort=firstname&order=asc', ['ann', 'ben', 'cy']],
    ['sort=firstname&order=desc', ['cy', 'ben', 'ann']],
    ['sort=-firstname&order=asc', ['ann', 'ben', 'cy']],
  ])('is chosen by %s', async (query, expected) => {
    await sellers.sequence({ firstname: 'ben' }, { firstname: 'ann' }, { firstname: 'cy' }).createMany(3);

    const names = await listValues(query);

    expect(names).toEqual(expected);
  });

  it('defaults to newest first', async () => {
    await sellers.create({ firstname: 'newer', createdAt: clock.in(-60) });
    await sellers.create({ firstname: 'older', createdAt: clock.in(-120) });

    const [newestFirst, oldestFirst] = [await listValues(''), await listValues('order=asc')];

    expect(newestFirst).toEqual(['newer', 'older']);
    expect(oldestFirst).toEqual(['older', 'newer']);
  });

  it.each(['sort=lastname', 'sort=-lastname'])('is stable across pages for equal values: %s', async (query) => {
    const made = await sellers.createMany(9, { lastname: 'Same' });
    const ids = made.map(({ id }) => id);

    const pages = [];
    for (const page of [1, 2, 3, 4, 5]) pages.push(await listValues(`${query}&limit=2&page=${page}`, 'id'));

    expect(pages.flat()).toEqual(query === 'sort=lastname' ? ids : ids.reverse());
  });
});
