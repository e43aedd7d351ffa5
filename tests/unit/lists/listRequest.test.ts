import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { listRequest } from '../../../src/lists/listRequest.js';

const full = listRequest({
  sort: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  search: ['name'],
  filters: { minimum: z.string().regex(/^\d+$/).transform(Number), tags: z.string() },
  dates: 'createdAt',
  fields: ['id', 'name'],
  include: ['author', 'tags'],
}).parts.query;

const bare = listRequest({ sort: ['id'], defaultSort: 'id' }).parts.query;

function rejectedFields(schema: z.ZodType, input: object): string[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('a list request', () => {
  it('has a default for everything', () => {
    const query = full.parse({});

    expect(query).toEqual({
      page: 1,
      limit: 15,
      cursor: undefined,
      sort: { attribute: 'createdAt', descending: true },
      search: { words: [], attributes: ['name'] },
      filters: {},
      dates: { attribute: 'createdAt', from: undefined, to: undefined },
      fields: undefined,
      include: [],
    });
  });

  it('accepts filters with names of their own, if its rules declare them', () => {
    const plain = listRequest({ sort: ['id'], defaultSort: 'id', parameters: { tag: z.string().max(3) } }).parts.query;

    expect(plain.parse({ tag: 'new' }).filters).toEqual({ tag: 'new' });
    expect(plain.parse({}).filters).toEqual({});
    expect(rejectedFields(plain, { tag: 'long' })).toEqual(['tag']);
    expect(rejectedFields(plain, { 'filter[tag]': 'new' })).toEqual(['filter[tag]']);
  });

  it('is converted to options of the paginator', () => {
    const query = full.parse({
      page: '2',
      limit: '100',
      sort: 'name',
      order: 'desc',
      search: '  ada   lovelace ',
      'filter[minimum]': '7',
      dateFrom: '2020-03-10',
      dateTo: '2020-03-10',
      fields: 'name, id,name',
      include: 'tags',
    });

    expect(query).toEqual({
      page: 2,
      limit: 100,
      cursor: undefined,
      sort: { attribute: 'name', descending: true },
      search: { words: ['ada', 'lovelace'], attributes: ['name'] },
      filters: { minimum: 7 },
      dates: {
        attribute: 'createdAt',
        from: new Date('2020-03-10T00:00:00.000Z'),
        to: new Date('2020-03-10T23:59:59.999Z'),
      },
      fields: ['name', 'id'],
      include: ['tags'],
    });
  });

  it.each(['search', 'dateFrom', 'dateTo', 'fields', 'include', 'filter[minimum]', 'filter'])(
    'rejects an undeclared %s',
    (name) => {
      expect(rejectedFields(bare, { [name]: '1' })).toEqual([name]);
    },
  );

  it('ignores parameters that are not about lists', () => {
    expect(rejectedFields(bare, { utm_source: 'x', page: '1' })).toEqual([]);
  });

  it.each([
    ['dateFrom', '0999-12-31'],
    ['dateFrom', '0000-01-01'],
    ['dateTo', '9999-12-31T23:59:59-01:00'],
  ])('rejects values that a database cannot compare: %s=%s', (name, date) => {
    expect(rejectedFields(full, { [name]: date })).toEqual([name]);
  });

  it('accepts equal dates and rejects reversed ones', () => {
    const moment = '2020-03-10T12:00:00Z';

    expect(rejectedFields(full, { dateFrom: moment, dateTo: moment })).toEqual([]);
    expect(rejectedFields(full, { dateFrom: moment, dateTo: '2020-03-10T13:59:59+02:00' })).toEqual(['dateTo']);
  });

  it('limits the number of search words', () => {
    const { search } = full.parse({ search: 'a b c d e f g h i j' });

    expect(search.words).toHaveLength(8);
  });

  it('returns a valid query or the names of the invalid parameters for any input', () => {
    const names = [
      'page',
      'limit',
      'sort',
      'order',
      'search',
      'fields',
      'include',
      'dateFrom',
      'filter[tags]',
      'cursor',
    ];
    const input = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.string(), fc.array(fc.string()), fc.nat().map(String)),
    );

    fc.assert(
      fc.property(input, (given) => {
        const { data } = full.safeParse(given);
        const wrong = rejectedFields(full, given);

        expect(Object.keys(given)).toEqual(expect.arrayContaining(wrong));
        expect(wrong.length > 0).toBe(data === undefined);
        expect(data?.limit ?? 1).toBeLessThanOrEqual(100);
        expect(data?.page ?? 1).toBeGreaterThanOrEqual(1);
        expect(['createdAt', 'name', undefined]).toContain(data?.sort.attribute);
      }),
    );
  });
});
