import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { clock } from '../../../src/utils/clock.js';
import { as, type Client } from '../../support/http.js';

const LIST = '/api/users?filter[role]=seller';
const SORTS = ['lastname', '-lastname', 'createdAt', '-createdAt', 'email'];

interface Page {
  ids: number[];
  meta: { per_page: number; next_cursor: string | null; prev_cursor: string | null };
}

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

beforeEach(async () => {
  await User.destroy({ where: { role: 'seller' }, force: true });
});

// Many equal values, so that the order within them matters.
const sellers = UserFactory.withRole('seller').state((index) => ({
  lastname: ['Abel', 'abel', "O'Brien", 'Élan'][index % 4] ?? '',
  createdAt: clock.in(-60 * (index % 3) - 3600),
}));

async function page(sort: string, cursor: string, limit = 3): Promise<Page> {
  const response = await admin.get(`${LIST}&sort=${sort}&limit=${limit}&cursor=${cursor}`);
  expect(response.status).toBe(200);
  const { data, meta } = response.body.data;
  return { ids: data.map(({ id }: User) => id), meta };
}

async function walk(sort: string, direction: 'next_cursor' | 'prev_cursor', from = '', between?: () => Promise<void>) {
  const pages: Page[] = [];
  for (let cursor: string | null = from; cursor !== null; cursor = pages.at(-1)?.meta[direction] ?? null) {
    pages.push(await page(sort, cursor));
    await between?.();
  }
  return pages;
}

async function listIdsInOrder(sort: string): Promise<number[]> {
  const response = await admin.get(`${LIST}&sort=${sort}&limit=100`);
  return response.body.data.data.map(({ id }: User) => id);
}

const idsOf = (pages: Page[]): number[] => pages.flatMap(({ ids }) => ids);

describe('cursor pagination', () => {
  it('returns an empty list if nothing is found', async () => {
    const response = await admin.get(`${LIST}&cursor=`);

    expect(response.body.data).toEqual({ data: [], meta: { per_page: 15, next_cursor: null, prev_cursor: null } });
    expect(response.headers).not.toHaveProperty('link');
  });

  it('returns no count', async () => {
    await sellers.createMany(2);

    const { meta } = await page('email', '', 1);

    expect(meta).toEqual({ per_page: 1, next_cursor: expect.any(String), prev_cursor: null });
  });

  it('links to the next and previous page', async () => {
    await sellers.createMany(3);
    const first = await admin.get(`${LIST}&limit=1&cursor=`);

    const second = await admin.get(`${LIST}&limit=1&cursor=${first.body.data.meta.next_cursor}`);

    expect(first.headers.link).toMatch(/^<\/api\/users\?[^<>]+>; rel="next"$/);
    expect(second.headers.link).toMatch(/^<[^<>]+>; rel="prev", <[^<>]+>; rel="next"$/);
  });

  it.each([...SORTS, 'firstname'])('returns every row once in both directions, sorted by %s', async (sort) => {
    await sellers.createMany(8);
    const expected = await listIdsInOrder(sort);

    const forward = await walk(sort, 'next_cursor');
    const back = await walk(sort, 'prev_cursor', forward.at(-1)?.meta.prev_cursor ?? '');

    expect(idsOf(forward)).toEqual(expected);
    expect(forward.map(({ ids }) => ids.length)).toEqual([3, 3, 2]);
    expect(idsOf(back.reverse())).toEqual(expected.slice(0, 6));
  });

  it('reaches the same page from both directions', async () => {
    await sellers.createMany(9);
    const forward = await walk('lastname', 'next_cursor');

    const back = await page('lastname', forward[2]?.meta.prev_cursor ?? '');
    const again = await page('lastname', back.meta.next_cursor ?? '');

    expect(back.ids).toEqual(forward[1]?.ids);
    expect(again.ids).toEqual(forward[2]?.ids);
  });

  it.each(SORTS)('returns unchanged rows exactly once while rows are added and deleted, sorted by %s', async (sort) => {
    const stay = (await sellers.createMany(8)).map(({ id }) => id);
    const go = await sellers.createMany(8);
    const between = async (): Promise<void> => {
      await go.pop()?.destroy();
      await go.shift()?.destroy({ force: true });
      await sellers.sequence({ lastname: 'Aaron' }, { lastname: 'Zoe' }).createMany(2);
      if ((await User.count({ where: { role: 'seller' } })) > 40) throw new Error('The walk does not end');
    };

    const pages = await walk(sort, 'next_cursor', '', between);

    const seen = idsOf(pages);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => stay.includes(id)).sort()).toEqual(stay.sort());
  });

  it('continues after its row was deleted', async () => {
    const ids = (await sellers.createMany(5, { lastname: 'Same' })).map(({ id }) => id);
    const first = await page('lastname', '', 2);
    await User.destroy({ where: { id: first.ids } });

    const second = await page('lastname', first.meta.next_cursor ?? '', 2);

    expect(second.ids).toEqual(ids.slice(2, 4));
  });
});
