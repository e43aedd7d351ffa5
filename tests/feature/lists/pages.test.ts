import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

beforeEach(async () => {
  await User.destroy({ where: { role: 'seller' }, force: true });
});

const sellers = UserFactory.withRole('seller');
const SELLERS = '/api/users?filter[role]=seller';

/** The pages of a Link header, by their relation. */
function parseLinks({ headers }: { headers: Record<string, string> }): Record<string, string> {
  const links = [...(headers.link ?? '').matchAll(/<([^<>]+)>; rel="(\w+)"(?:, |$)/g)];
  return Object.fromEntries(links.map(([, address, relation]) => [relation, address]));
}

describe('the pages of a list', () => {
  it('are a single empty one if nothing is found', async () => {
    const response = await admin.get(SELLERS);

    expect(response.status).toBe(200);
    expect(response.body.data).toEqual({
      data: [],
      meta: { total: 0, per_page: 15, current_page: 1, last_page: 1, from: null, to: null },
    });
  });

  it('have exactly the documented metadata', async () => {
    await sellers.createMany(5);

    const response = await admin.get(`${SELLERS}&limit=2&page=2`);

    expect(response.body.data.data).toHaveLength(2);
    expect(response.body.data.meta).toEqual({
      total: 5,
      per_page: 2,
      current_page: 2,
      last_page: 3,
      from: 3,
      to: 4,
    });
  });

  it('may end with a partial one', async () => {
    await sellers.createMany(5);

    const response = await admin.get(`${SELLERS}&limit=2&page=3`);

    expect(response.body.data.meta).toMatchObject({ from: 5, to: 5, current_page: 3 });
  });

  it('are all full if the rows divide evenly', async () => {
    await sellers.createMany(4);

    const response = await admin.get(`${SELLERS}&limit=2&page=2`);

    expect(response.body.data.meta).toMatchObject({ last_page: 2, from: 3, to: 4 });
    expect(parseLinks(response)).not.toHaveProperty('next');
  });

  it('are empty beyond the last', async () => {
    await sellers.createMany(3);

    const response = await admin.get(`${SELLERS}&limit=2&page=1000000`);

    expect(response.status).toBe(200);
    expect(response.body.data).toEqual({
      data: [],
      meta: { total: 3, per_page: 2, current_page: 1_000_000, last_page: 2, from: null, to: null },
    });
    expect(parseLinks(response).prev).toContain('page=2');
  });

  it('hold 15 rows by default, and up to 100 on request', async () => {
    await sellers.createMany(16);

    const [usual, most] = [await admin.get(SELLERS), await admin.get(`${SELLERS}&limit=100`)];

    expect(usual.body.data.data).toHaveLength(15);
    expect(most.body.data.data).toHaveLength(16);
  });

  it('link to their neighbours with the same query', async () => {
    await sellers.createMany(5);

    const response = await admin.get(`${SELLERS}&limit=2&page=2&search=%25&sort=-email`);

    expect(response.body.data.meta.total).toBe(0);
    expect(parseLinks(response)).toEqual({
      first: '/api/users?filter%5Brole%5D=seller&limit=2&page=1&search=%25&sort=-email',
      prev: '/api/users?filter%5Brole%5D=seller&limit=2&page=1&search=%25&sort=-email',
      last: '/api/users?filter%5Brole%5D=seller&limit=2&page=1&search=%25&sort=-email',
    });
  });

  it('cover every row through their links', async () => {
    const made = await sellers.createMany(7);
    const seen: number[] = [];

    for (let path: string | undefined = `${SELLERS}&limit=3&sort=email`; path;) {
      const response = await admin.get(path);
      seen.push(...response.body.data.data.map(({ id }: User) => id));
      path = parseLinks(response).next;
    }

    expect(seen.sort()).toEqual(made.map(({ id }) => id).sort());
    expect(seen).toHaveLength(7);
  });

  it('keep the requested URL in their links', async () => {
    await sellers.createMany(2);

    const response = await admin.get('/api/v1/users?filter[role]=seller&limit=1');

    expect(parseLinks(response).next).toMatch(/^\/api\/v1\/users\?/);
  });

  it('never include deleted users', async () => {
    const kept = await sellers.create();
    await (await sellers.create()).destroy();

    const response = await admin.get(SELLERS);

    expect(response.body.data.data.map(({ id }: User) => id)).toEqual([kept.id]);
    expect(response.body.data.meta.total).toBe(1);
  });
});
