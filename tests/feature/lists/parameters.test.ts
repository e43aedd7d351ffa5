import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

/** The parameters that a list request rejects. */
async function refusedBy(query: string): Promise<string[]> {
  const response = await admin.get(`/api/users?${query}`);
  expect(response.status).toBe(422);
  expect(response.body.error).toBe('VALIDATION_ERROR');
  return response.body.errors.map(({ field }: { field: string }) => field);
}

const BAD_NUMBERS = ['0', '-1', '1e3', 'abc', '', '%20', '1.5', '0x10', '%2B1', '1%00', '99999999999999999999', '１'];

describe('a list rejects', () => {
  it.each([...BAD_NUMBERS, '1000001', '1&page=2'])('page=%s', async (page) => {
    const refused = await refusedBy(`page=${page}`);

    expect(refused).toEqual(['page']);
  });

  it.each([...BAD_NUMBERS, '101', '5&limit=6'])('limit=%s', async (limit) => {
    const refused = await refusedBy(`limit=${limit}`);

    expect(refused).toEqual(['limit']);
  });

  it.each(['password', 'id', '', '--email', 'email,firstname', '-', 'EMAIL', '__proto__', 'email&sort=firstname'])(
    'sort=%s',
    async (sort) => {
      const refused = await refusedBy(`sort=${sort}`);

      expect(refused).toEqual(['sort']);
    },
  );

  it.each(['', 'up', 'ASC', 'asc&order=desc'])('order=%s', async (order) => {
    const refused = await refusedBy(`order=${order}`);

    expect(refused).toEqual(['order']);
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
    const refused = await refusedBy(`${encodeURIComponent(name)}=admin`);

    expect(refused).toEqual([name]);
  });

  it.each(['filter[role]=root', 'filter[role]=', 'filter[role]=user&filter[role]=admin', 'filter[status]=deleted'])(
    '%s',
    async (query) => {
      const refused = await refusedBy(query);

      expect(refused).toEqual([query.slice(0, query.indexOf('='))]);
    },
  );

  it.each(['password', '', 'id,password', 'id,,email', 'deletedAt', 'constructor', 'id&fields=email'])(
    'fields=%s',
    async (fields) => {
      const refused = await refusedBy(`fields=${fields}`);

      expect(refused).toEqual(['fields']);
    },
  );

  it.each(['sessions', '', '__proto__'])('include=%s, as users have no relations to include', async (include) => {
    const refused = await refusedBy(`include=${include}`);

    expect(refused).toEqual(['include']);
  });

  it.each(['x'.repeat(101), '%00', 'a%00b', 'one&search=two'])('search=%s', async (search) => {
    const refused = await refusedBy(`search=${search}`);

    expect(refused).toEqual(['search']);
  });

  it.each([
    ['', ''],
    ['a word', 'yesterday'],
    ['year 0', '0000-01-01'],
    ['a far year', '99999-01-01'],
    ['a far year in long', '+099999-01-01T00:00:00Z'],
    ['a day that there is not', '2026-02-30'],
    ['a time without a zone', '2026-01-31T09:30:00'],
    ['a number', '1700000000'],
    ['NUL', '2026-01-31%00'],
  ])('a date that is %s (%s)', async (_what, date) => {
    const refused = await refusedBy(`dateFrom=${date}&dateTo=${date}`);

    expect(refused).toEqual(['dateFrom', 'dateTo']);
  });

  it('reversed dates', async () => {
    const refused = await refusedBy('dateFrom=2026-02-01&dateTo=2026-01-31');

    expect(refused).toEqual(['dateTo']);
  });

  it('every wrong parameter in one response', async () => {
    const refused = await refusedBy('page=0&limit=0&sort=x&order=x&fields=x&filter[role]=x&filter[x]=x&include=x');

    expect(refused.sort()).toEqual([
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
