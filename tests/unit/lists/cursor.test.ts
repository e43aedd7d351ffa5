import { beforeEach, describe, expect, it } from '@jest/globals';
import { listRequest } from '../../../src/lists/listRequest.js';
import { decodeCursor, encodeCursor } from '../../../src/lists/cursor.js';
import Paginator from '../../../src/lists/Paginator.js';
import type { ListQuery, Page, Row } from '../../../src/lists/types.js';
import { Book, BookFactory, emptyBookshelf, useBookshelf } from '../../support/bookshelf.js';
import '../../support/database.js';

const SORTS = ['id', 'title', 'price', 'publishedOn', 'createdAt'];

const books = listRequest({ sort: SORTS, defaultSort: 'id' }).parts.query;

function query(sort: string, cursor = ''): ListQuery {
  return books.parse({ sort, cursor, limit: '2' });
}

function forgeCursor(sort: string, value: unknown): string {
  return Buffer.from(JSON.stringify(['next', sort, value, 1])).toString('base64url');
}

describe('a cursor', () => {
  it.each([
    ['title', 'Notes'],
    ['title', ''],
    ['title', '名前 🦊 \\ \' "'],
    ['price', 9.9],
    ['price', '9.90'],
    ['price', '-12345678901234567890.12'],
    ['id', 7],
    ['publishedOn', '2020-03-10'],
  ])('encodes a position in the order of %s: %j', (sort, value) => {
    const text = encodeCursor(query(sort), 'next', { id: 7, [sort]: value });

    const position = decodeCursor(Book, query(sort), text);

    expect(position).toEqual({ backwards: false, value, id: 7 });
  });

  it('keeps milliseconds and the direction', () => {
    const createdAt = new Date('2020-03-10T12:34:56.789Z');
    const text = encodeCursor(query('-createdAt'), 'prev', { id: 7, createdAt });

    const position = decodeCursor(Book, query('-createdAt'), text);

    expect(position).toEqual({ backwards: true, value: createdAt, id: 7 });
  });

  it('is URL-safe', () => {
    const text = encodeCursor(query('title'), 'next', { id: 7, title: '??>>~~ÿÿ' });

    expect(text).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['price', 'cheap'],
    ['price', '1e5'],
    ['price', ''],
    ['price', true],
    ['id', '7'],
    ['id', null],
    ['title', 7],
    ['title', ['a']],
    ['publishedOn', '2020-02-30'],
    ['publishedOn', '0000-01-01'],
    ['publishedOn', '2020-03-10T00:00:00Z'],
    ['createdAt', '2020-03-10'],
    ['createdAt', '0000-01-01T00:00:00.000Z'],
  ])('is rejected if forged to compare %s with %j', (sort, value) => {
    expect(() => decodeCursor(Book, query(sort), forgeCursor(sort, value))).toThrow('Validation Failed');
  });

  it('throws for an order that the model does not have', () => {
    const unknown = { ...query('title'), sort: { attribute: 'colour', descending: false } };

    expect(() => decodeCursor(Book, unknown, forgeCursor('colour', 'red'))).toThrow('Book has no attribute colour');
  });
});

describe('a list by cursor', () => {
  useBookshelf();
  beforeEach(emptyBookshelf);

  it.each(SORTS.flatMap((sort) => [sort, `-${sort}`]))('returns every row once in the order of %s', async (sort) => {
    const prices = ['10.00', '9.90', '9.90', '100.00', '0.05'];
    const days = ['2020-03-10', '2019-12-31', '2020-03-10', '2020-03-11', '2020-03-10'];
    await BookFactory.state((index) => ({ price: prices[index] ?? '', publishedOn: days[index] ?? '' })).createMany(5);
    const all = await Paginator.paginate(Book, books.parse({ sort }));

    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { rows, meta }: Page<Row<Book>> = await Paginator.paginate(Book, query(sort, cursor));
      seen.push(...rows.map(({ id }) => id));
      cursor = 'next_cursor' in meta ? meta.next_cursor : null;
    }

    expect(seen).toEqual(all.rows.map(({ id }) => id));
    expect(seen).toHaveLength(5);
  });
});
