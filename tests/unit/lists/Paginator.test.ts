import { beforeEach, describe, expect, it } from '@jest/globals';
import { literal, Op, type WhereOptions } from 'sequelize';
import { sequelize } from '../../../src/database/sequelize.js';
import { listRequest } from '../../../src/lists/listRequest.js';
import Paginator, { type Scope } from '../../../src/lists/Paginator.js';
import type { PageMeta } from '../../../src/lists/types.js';
import {
  Author,
  AuthorFactory,
  Book,
  BookFactory,
  emptyBookshelf,
  TagFactory,
  useBookshelf,
} from '../../support/bookshelf.js';
import '../../support/database.js';

const books = listRequest({
  sort: ['id', 'title', 'price', 'publishedOn'],
  defaultSort: 'id',
  search: ['title'],
  fields: ['id', 'title', 'price'],
  include: ['author', 'tags'],
}).parts.query;

const authors = listRequest({ sort: ['id', 'name'], defaultSort: 'id', include: ['books'] }).parts.query;

const listBooks = (input: object, scope?: Scope) => Paginator.paginate(Book, books.parse(input), scope);
const listAuthors = (input: object) => Paginator.paginate(Author, authors.parse(input));
const totalOf = ({ meta }: { meta: object }) => (meta as PageMeta).total;

/** Books with a tag of this name, including their other tags. */
function taggedWith(name: unknown): WhereOptions {
  const quoted = (text: string): string => sequelize.getQueryInterface().quoteIdentifier(text);
  const [links, tags, tagId] = ['test_book_tags', 'test_tags', 'tag_id'].map(quoted);
  const join = `${links} INNER JOIN ${tags} ON ${tags}.${quoted('id')} = ${links}.${tagId}`;
  const subquery = `SELECT ${quoted('book_id')} FROM ${join} WHERE ${quoted('name')} = ${sequelize.escape(String(name))}`;
  return { id: { [Op.in]: literal(`(${subquery})`) } };
}

describe('a list with relations', () => {
  useBookshelf();
  beforeEach(emptyBookshelf);

  it('counts and pages records, not the rows of a hasMany join', async () => {
    await AuthorFactory.has(BookFactory, 4).createMany(5);

    const page = await listAuthors({ limit: '2', page: '3', include: 'books' });

    expect(page.meta).toEqual({ total: 5, per_page: 2, current_page: 3, last_page: 3, from: 5, to: 5 });
    expect(page.rows.map(({ books }) => books?.length)).toEqual([4]);
  });

  it('counts and pages records, not the rows of a belongsToMany join', async () => {
    await BookFactory.has(TagFactory, 3).createMany(5);

    const page = await listBooks({ limit: '2', include: 'tags' });

    expect(page.meta).toMatchObject({ total: 5, last_page: 3, from: 1, to: 2 });
    expect(page.rows.map(({ tags }) => tags?.length)).toEqual([3, 3]);
  });

  it('loads several relations', async () => {
    const author = await AuthorFactory.create();
    await BookFactory.for(author).has(TagFactory, 3).createMany(3);

    const page = await listBooks({ limit: '2', include: 'author,tags' });

    expect(page.rows).toHaveLength(2);
    expect(page.rows.every((book) => book.author?.id === author.id && book.tags?.length === 3)).toBe(true);
  });

  it('includes records without relations', async () => {
    await AuthorFactory.create();

    const page = await listAuthors({ include: 'books' });

    expect(page.rows.map(({ books }) => books)).toEqual([[]]);
  });

  it('is empty if nothing is found', async () => {
    const page = await listBooks({ include: 'tags' });

    expect(page).toMatchObject({ rows: [], meta: { total: 0, last_page: 1, from: null, to: null } });
  });

  it.each(['title', '-title'])('keeps its order: %s', async (sort) => {
    const titles = ['c', 'a', 'b', 'a', 'c'];
    await BookFactory.state((index) => ({ title: titles[index] ?? '' }))
      .has(TagFactory, 2)
      .createMany(5);

    const page = await listBooks({ sort, include: 'tags,author' });

    const expected = [...titles].sort();
    expect(page.rows.map(({ title }) => title)).toEqual(sort === 'title' ? expected : expected.reverse());
  });

  it('combines fields and relations', async () => {
    await BookFactory.has(TagFactory, 2).create({ title: 'Notes' });

    const page = await listBooks({ fields: 'title', include: 'tags', sort: 'price' });

    expect(page.fields).toEqual(['title']);
    expect(page.rows[0]).toMatchObject({ title: 'Notes' });
    expect(page.rows[0]?.tags).toHaveLength(2);
  });

  it('combines cursors and relations', async () => {
    await BookFactory.has(TagFactory, 2).createMany(5, { title: 'Same' });

    const first = await listBooks({ cursor: '', limit: '3', sort: '-title', include: 'tags' });
    const cursor = 'next_cursor' in first.meta ? first.meta.next_cursor : null;
    const second = await listBooks({ cursor, limit: '3', sort: '-title', include: 'tags' });

    expect([first, second].map(({ rows }) => rows.length)).toEqual([3, 2]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(5);
  });
});

describe('the scope of a list', () => {
  useBookshelf();
  beforeEach(emptyBookshelf);

  it('hides records that the caller may not see', async () => {
    const author = await AuthorFactory.has(BookFactory, 2).create();
    await BookFactory.createMany(3);

    const page = await listBooks({ limit: '1' }, { where: { authorId: author.id } });

    expect(totalOf(page)).toBe(2);
    expect(page.rows[0]?.authorId).toBe(author.id);
  });

  it('may filter by a subquery without counting records twice', async () => {
    const both = await BookFactory.has(TagFactory.state({ name: 'wanted' }), 2)
      .has(TagFactory)
      .create();
    const one = await BookFactory.has(TagFactory.state({ name: 'wanted' })).create();
    await BookFactory.has(TagFactory.state({ name: "wanted'" })).create();
    await BookFactory.create();
    const query = { ...books.parse({ include: 'tags' }), filters: { tag: 'wanted' } };

    const page = await Paginator.paginate(Book, query, { filters: { tag: taggedWith } });

    expect(totalOf(page)).toBe(2);
    expect(page.rows.map(({ id }) => id)).toEqual([both.id, one.id]);
    expect(page.rows.map(({ tags }) => tags?.length)).toEqual([3, 1]);
  });

  it('cannot be bypassed by a search', async () => {
    const book = await BookFactory.create({ title: 'One' });
    await BookFactory.create({ title: 'One more' });

    const page = await listBooks({ search: 'one' }, { where: { id: book.id } });

    expect(page.rows.map(({ id }) => id)).toEqual([book.id]);
  });

  it('may rank numbered pages before the requested order, but not cursor pages', async () => {
    const [first, second] = await BookFactory.sequence({ price: '1.00' }, { price: '2.00' }).createMany(2);
    const firstOrder: [string, string] = ['price', 'DESC'];

    const ranked = await listBooks({}, { firstOrder });
    const byCursor = await listBooks({ cursor: '' }, { firstOrder });

    expect(ranked.rows.map(({ id }) => id)).toEqual([second?.id, first?.id]);
    expect(byCursor.rows.map(({ id }) => id)).toEqual([first?.id, second?.id]);
  });
});
