import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

/** The parameters that a list request rejects. */
async function findRejected(query: string): Promise<string[]> {
  const response = await admin.get(`/api/users?${query}`);
  expect(response.status).toBe(422);
  expect(response.body.error).toBe('VALIDATION_ERROR');
  return response.body.errors.map(({ field }: { field: string }) => field);
}

const BAD_NUMBERS = ['0', '-1', '1e3', 'abc', '', '%20', '1.5', '0x10', '%2B1', '1%00', '99999999999999999999', '１'];

describe('a list rejects', () => {
  it.each([...BAD_NUMBERS, '1000001', '1&page=2'])('page=%s', async (page) => {
    const rejected = await findRejected(`page=${page}`);

    expect(rejected).toEqual(['page']);
  });

  it.each([...BAD_NUMBERS, '101', '5&limit=6'])('limit=%s', async (limit) => {
    const rejected = await findRejected(`limit=${limit}`);

    expect(rejected).toEqual(['limit']);
  });

  it.each(['password', 'id', '', '--email', 'email,firstname', '-', 'EMAIL', '__proto__', 'email&sort=firstname'])(
    'sort=%s',
    async (sort) => {
      const rejected = await findRejected(`sort=${sort}`);

      expect(rejected).toEqual(['sort']);
    },
  );

  it.each(['', 'up', 'ASC', 'asc&order=desc'])('order=%s', async (order) => {
    const rejected = await findRejected(`order=${order}`);

    expect(rejected).toEqual(['order']);
  });

  it.each([
    'filter[password]',
    'filter[id]',
    'filter',
    'filter[]',
    'filter[role][]',
    'filter[role',
    'filter[__proto__]',
  ])('%s=admin', async (name) => {
    const rejected = await findRejected(`${encodeURIComponent(name)}=admin`);

    expect(rejected).toEqual([name]);
  });

  it.each(['filter[role]=root', 'filter[role]=', 'filter[role]=user&filter[role]=admin', 'filter[status]=deleted'])(
    '%s',
    async (query) => {
      const rejected = await findRejected(query);

      expect(rejected).toEqual([query.slice(0, query.indexOf('='))]);
    },
  );

  it.each(['password', '', 'id,password', 'id,,email', 'deletedAt', 'constructor', 'id&fields=email'])(
    'fields=%s',
    async (fields) => {
      const rejected = await findRejected(`fields=${fields}`);

      expect(rejected).toEqual(['fields']);
    },
  );

  it.each(['sessions', '', '__proto__'])('include=%s, as users have no relations to include', async (include) => {
    const rejected = await findRejected(`include=${include}`);

    expect(rejected).toEqual(['include']);
  });

  it.each(['x'.repeat(101), '%00', 'a%00b', 'one&search=two'])('search=%s', async (search) => {
    const rejected = await findRejected(`search=${search}`);

    expect(rejected).toEqual(['search']);
  });

  it.each([
    ['', ''],
    ['a word', 'yesterday'],
    ['year 0', '0000-01-01'],
    ['a far year', '99999-01-01'],
    ['a far year in extended format', '+099999-01-01T00:00:00Z'],
    ['a day that does not exist', '2026-02-30'],
    ['a time without a zone', '2026-01-31T09:30:00'],
    ['a number', '1700000000'],
    ['NUL', '2026-01-31%00'],
  ])('a date that is %s (%s)', async (_what, date) => {
    const rejected = await findRejected(`dateFrom=${date}&dateTo=${date}`);

    expect(rejected).toEqual(['dateFrom', 'dateTo']);
  });

  it('reversed dates', async () => {
    const rejected = await findRejected('dateFrom=2026-02-01&dateTo=2026-01-31');

    expect(rejected).toEqual(['dateTo']);
  });

  it('every wrong parameter in one response', async () => {
    const rejected = await findRejected('page=0&limit=0&sort=x&order=x&fields=x&filter[role]=x&filter[x]=x&include=x');

    expect(rejected.sort()).toEqual([
      'fields',
      'filter[role]',
      'filter[x]',
      'include',
      'limit',
      'order',
      'page',
      'sort',
    ]);
  });
});
