import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import UserResource from '../../../src/resources/users/UserResource.js';
import { as, type Client } from '../../support/http.js';

const COUNT = 12;

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
  await UserFactory.sequence({ lastname: 'a_b' }, { lastname: '50%' }, { role: 'seller' }).createMany(COUNT - 1);
});

const sort = fc
  .constantFrom('createdAt', 'firstname', 'lastname', 'email')
  .chain((name) => fc.constantFrom(name, `-${name}`));

const valid = fc.record(
  {
    page: fc.integer({ min: 1, max: 15 }).map(String),
    limit: fc.integer({ min: 1, max: 100 }).map(String),
    sort,
    order: fc.constantFrom('asc', 'desc'),
    search: fc.oneof(fc.constantFrom('%', '_', 'user', 'example com', '\\', "'"), fc.string({ maxLength: 20 })),
    'filter[role]': fc.constantFrom('admin', 'seller', 'user'),
    dateFrom: fc.constantFrom('2020-01-01', '2020-01-01T00:00:00+02:00'),
    fields: fc.subarray(UserResource.keys, { minLength: 1 }).map((names) => names.join(',')),
  },
  { requiredKeys: [] },
);

const garbage = fc.dictionary(
  fc.constantFrom(
    'page',
    'limit',
    'sort',
    'order',
    'search',
    'cursor',
    'fields',
    'include',
    'dateTo',
    'filter[status]',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const withoutNul = (query: object): boolean => !JSON.stringify(query).includes('\\u0000');

describe('an arbitrary list query', () => {
  it('returns a consistent page if it is valid', async () => {
    const property = fc.asyncProperty(valid.filter(withoutNul), async (query) => {
      const response = await admin.get(`/api/users?${new URLSearchParams(query).toString()}`);

      expect(response.status).toBe(200);
      const { data, meta } = response.body.data;
      expect(meta.last_page).toBe(Math.max(1, Math.ceil(meta.total / meta.per_page)));
      expect(data).toHaveLength(
        Math.max(0, Math.min(meta.per_page, meta.total - (meta.current_page - 1) * meta.per_page)),
      );
      expect(meta.to === null ? 0 : meta.to - meta.from + 1).toBe(data.length);
      expect(meta.total).toBeLessThanOrEqual(COUNT);
    });

    await fc.assert(property, { numRuns: 60 });
  });

  it('returns a page or the names of the invalid parameters', async () => {
    const property = fc.asyncProperty(valid, garbage, async (some, more) => {
      const query = { ...some, ...more };

      const response = await admin.get(`/api/users?${new URLSearchParams(query).toString()}`);

      expect([200, 422]).toContain(response.status);
      for (const { field } of response.body.errors ?? []) expect(Object.keys(query)).toContain(field);
    });

    await fc.assert(property, { numRuns: 60 });
  });

  it('returns every row once across its pages', async () => {
    const property = fc.asyncProperty(sort, fc.integer({ min: 1, max: 5 }), async (order, limit) => {
      const seen: number[] = [];
      for (let page = 1; page <= Math.ceil(COUNT / limit); page += 1) {
        const response = await admin.get(`/api/users?sort=${order}&limit=${limit}&page=${page}&fields=id`);
        seen.push(...response.body.data.data.map(({ id }: { id: number }) => id));
      }

      expect(new Set(seen).size).toBe(COUNT);
      expect(seen).toHaveLength(COUNT);
    });

    await fc.assert(property, { numRuns: 12 });
  });
});
