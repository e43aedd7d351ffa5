import {
  type Attributes,
  type FindOptions,
  type Model,
  type ModelStatic,
  Op,
  type OrderItem,
  type WhereOptions,
} from 'sequelize';
import { databaseConfig } from '../config/database.js';
import { containsAll } from '../database/matchesAllWords.js';
import type { CursorMeta, ListQuery, Page, Row } from './types.js';
import { fromCursor, type Position, toCursor } from './cursor.js';
import { pageMeta } from './pageMeta.js';

export interface Scope {
  /** What the caller may see at all. */
  where?: WhereOptions;
  /** How a filter is applied when it does not simply compare the attribute of its name. */
  filters?: Record<string, (value: unknown) => WhereOptions>;
  /** Which attribute a public field is made of, when it is not the one of its name. */
  sources?: Record<string, string>;
  /** What pages by number are sorted by first; a cursor knows of the client's order only. */
  rank?: OrderItem | undefined;
}

// Rows need no methods, and without models a list costs a tenth less. Of the drivers only PostgreSQL's gives dates and
// JSON as such; from what the others give, Sequelize makes them for models alone.
const IS_TYPED_BY_DRIVER = databaseConfig.dialect === 'postgres';

type Direction = 'ASC' | 'DESC';

interface Rows<M extends Model> {
  model: ModelStatic<M>;
  query: ListQuery;
  where: WhereOptions;
  sources: Scope['sources'];
  rank?: OrderItem | undefined;
}

function dated({ dates }: ListQuery): WhereOptions[] {
  if (!dates) return [];
  const { attribute, from, to } = dates;
  return [...(from ? [{ [attribute]: { [Op.gte]: from } }] : []), ...(to ? [{ [attribute]: { [Op.lte]: to } }] : [])];
}

function conditions<M extends Model>(model: ModelStatic<M>, query: ListQuery, { where, filters }: Scope): WhereOptions {
  const filtered = Object.entries(query.filters).map(([name, value]) => filters?.[name]?.(value) ?? { [name]: value });
  const searched = containsAll(model, query.search.attributes, query.search.words);
  const all = [...(where ? [where] : []), ...filtered, ...searched, ...dated(query)];
  return all.length > 0 ? { [Op.and]: all } : {};
}

function attributesOf({ fields, sort }: ListQuery, sources: Scope['sources'] = {}): Pick<FindOptions, 'attributes'> {
  const read = fields?.map((name) => sources[name] ?? name);
  return read ? { attributes: [...new Set([...read, 'id', sort.attribute])] } : {};
}

/** The rows of one page, in a stable order: equal sort values go by id. */
async function rowsOf<M extends Model>(
  { model, query, where, sources, rank }: Rows<M>,
  direction: Direction,
  bounds: Pick<FindOptions, 'limit' | 'offset'>,
): Promise<Row<M>[]> {
  const order: OrderItem[] = [...(rank ? [rank] : []), [query.sort.attribute, direction]];
  if (query.sort.attribute !== 'id') order.push(['id', direction]);
  const options = { where, order, raw: IS_TYPED_BY_DRIVER, ...attributesOf(query, sources), ...bounds };
  const rows = (await model.findAll<M>(options)) as Row<M>[];
  return query.include.length > 0 ? withRelations(model, query, rows) : rows;
}

function idOf(row: object): unknown {
  return Reflect.get(row, 'id');
}

/** Relations come for the rows of the page alone, so that a join can change neither their number nor the count. */
async function withRelations<M extends Model>(
  model: ModelStatic<M>,
  { include }: ListQuery,
  rows: Row<M>[],
): Promise<Row<M>[]> {
  const ids = rows.map(idOf);
  const related = (await model.findAll<M>({ where: { id: ids } as WhereOptions, include: [...include] })) as Row<M>[];
  const byId = new Map(related.map((row) => [idOf(row), row]));
  return rows.map((row) => byId.get(idOf(row)) ?? row);
}

async function byPage<M extends Model>(rows: Rows<M>): Promise<Page<Row<M>>> {
  const { page, limit, sort, fields } = rows.query;
  const offset = (page - 1) * limit;
  const [total, found] = await Promise.all([
    rows.model.count({ where: rows.where } as FindOptions<Attributes<M>>),
    rowsOf(rows, sort.descending ? 'DESC' : 'ASC', { limit, offset }),
  ]);
  return { rows: found, meta: pageMeta({ page, limit }, total, found.length), fields };
}

function beyond(query: ListQuery, position: Position | undefined): WhereOptions {
  if (!position) return {};
  const { attribute } = query.sort;
  const [further, bound] = query.sort.descending === position.backwards ? [Op.gt, Op.gte] : [Op.lt, Op.lte];
  return {
    // Says nothing new, but of an alternative alone an index cannot tell where to begin.
    [attribute]: { [bound]: position.value },
    [Op.or]: [
      { [attribute]: { [further]: position.value } },
      { [attribute]: position.value, id: { [further]: position.id } },
    ],
  };
}

function cursorMeta(query: ListQuery, next: object | undefined, prev: object | undefined): CursorMeta {
  return {
    per_page: query.limit,
    next_cursor: next ? toCursor(query, 'next', next) : null,
    prev_cursor: prev ? toCursor(query, 'prev', prev) : null,
  };
}

async function byCursor<M extends Model>(
  { model, query, where, sources }: Rows<M>,
  cursor: string,
): Promise<Page<Row<M>>> {
  const position = cursor ? fromCursor(model, query, cursor) : undefined;
  const backwards = position?.backwards ?? false;
  const reached = { [Op.and]: [where, beyond(query, position)] };
  // One row more than the page holds tells whether there is another page.
  const direction = query.sort.descending === backwards ? 'ASC' : 'DESC';
  const found = await rowsOf({ model, query, where: reached, sources }, direction, { limit: query.limit + 1 });
  const shown = found.slice(0, query.limit);
  if (backwards) shown.reverse();
  const hasMore = found.length > query.limit;
  const next = hasMore || backwards ? shown.at(-1) : undefined;
  const prev = (backwards ? hasMore : position) ? shown[0] : undefined;
  return { rows: shown, meta: cursorMeta(query, next, prev), fields: query.fields };
}

/** Fetches one page of a list, by number with an exact count or by cursor without one. */
class Paginator {
  public paginate<M extends Model>(model: ModelStatic<M>, query: ListQuery, scope: Scope = {}): Promise<Page<Row<M>>> {
    const { sources, rank } = scope;
    const rows = { model, query, where: conditions(model, query, scope), sources, rank };
    return query.cursor === undefined ? byPage(rows) : byCursor(rows, query.cursor);
  }
}

export default new Paginator();
