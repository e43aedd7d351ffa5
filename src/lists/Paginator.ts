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
import { matchesAllWords } from '../database/matchesAllWords.js';
import type { CursorMeta, ListQuery, Page, Row } from './types.js';
import { decodeCursor, type CursorPosition, encodeCursor } from './cursor.js';
import { buildPageMeta } from './pageMeta.js';

export interface Scope {
  /** What the caller may see at all. */
  where?: WhereOptions;
  /** How a filter is applied when it does not simply compare the attribute of its name. */
  filters?: Record<string, (value: unknown) => WhereOptions>;
  /** Which attribute a public field is made of, when it is not the one of its name. */
  columns?: Record<string, string>;
  /** What pages by number are sorted by first; a cursor knows of the client's order only. */
  firstOrder?: OrderItem | undefined;
}

// Rows need no methods, and without models a list costs a tenth less. Of the drivers only PostgreSQL's gives dates and
// JSON as such; from what the others give, Sequelize makes them for models alone.
const IS_TYPED_BY_DRIVER = databaseConfig.dialect === 'postgres';

type Direction = 'ASC' | 'DESC';

interface RowQuery<M extends Model> {
  model: ModelStatic<M>;
  query: ListQuery;
  where: WhereOptions;
  columns: Scope['columns'];
  firstOrder?: OrderItem | undefined;
}

function dateConditions({ dates }: ListQuery): WhereOptions[] {
  if (!dates) return [];
  const { attribute, from, to } = dates;
  return [...(from ? [{ [attribute]: { [Op.gte]: from } }] : []), ...(to ? [{ [attribute]: { [Op.lte]: to } }] : [])];
}

function buildConditions<M extends Model>(
  model: ModelStatic<M>,
  query: ListQuery,
  { where, filters }: Scope,
): WhereOptions {
  const filtered = Object.entries(query.filters).map(([name, value]) => filters?.[name]?.(value) ?? { [name]: value });
  const searched = matchesAllWords(model, query.search.attributes, query.search.words);
  const all = [...(where ? [where] : []), ...filtered, ...searched, ...dateConditions(query)];
  return all.length > 0 ? { [Op.and]: all } : {};
}

function selectAttributes(
  { fields, sort }: ListQuery,
  columns: Scope['columns'] = {},
): Pick<FindOptions, 'attributes'> {
  const read = fields?.map((name) => columns[name] ?? name);
  return read ? { attributes: [...new Set([...read, 'id', sort.attribute])] } : {};
}

/** The rows of one page, in a stable order: equal sort values go by id. */
async function findRows<M extends Model>(
  { model, query, where, columns, firstOrder }: RowQuery<M>,
  direction: Direction,
  bounds: Pick<FindOptions, 'limit' | 'offset'>,
): Promise<Row<M>[]> {
  const order: OrderItem[] = [...(firstOrder ? [firstOrder] : []), [query.sort.attribute, direction]];
  if (query.sort.attribute !== 'id') order.push(['id', direction]);
  const options = { where, order, raw: IS_TYPED_BY_DRIVER, ...selectAttributes(query, columns), ...bounds };
  const rows = (await model.findAll<M>(options)) as Row<M>[];
  return query.include.length > 0 ? loadRelations(model, query, rows) : rows;
}

function rowId(row: object): unknown {
  return Reflect.get(row, 'id');
}

/** Relations come for the rows of the page alone, so that a join can change neither their number nor the count. */
async function loadRelations<M extends Model>(
  model: ModelStatic<M>,
  { include }: ListQuery,
  rows: Row<M>[],
): Promise<Row<M>[]> {
  const ids = rows.map(rowId);
  const related = (await model.findAll<M>({ where: { id: ids } as WhereOptions, include: [...include] })) as Row<M>[];
  const byId = new Map(related.map((row) => [rowId(row), row]));
  return rows.map((row) => byId.get(rowId(row)) ?? row);
}

async function paginateByNumber<M extends Model>(rows: RowQuery<M>): Promise<Page<Row<M>>> {
  const { page, limit, sort, fields } = rows.query;
  const offset = (page - 1) * limit;
  const [total, found] = await Promise.all([
    rows.model.count({ where: rows.where } as FindOptions<Attributes<M>>),
    findRows(rows, sort.descending ? 'DESC' : 'ASC', { limit, offset }),
  ]);
  return { rows: found, meta: buildPageMeta({ page, limit }, total, found.length), fields };
}

function afterCursor(query: ListQuery, position: CursorPosition | undefined): WhereOptions {
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

function buildCursorMeta(query: ListQuery, next: object | undefined, prev: object | undefined): CursorMeta {
  return {
    per_page: query.limit,
    next_cursor: next ? encodeCursor(query, 'next', next) : null,
    prev_cursor: prev ? encodeCursor(query, 'prev', prev) : null,
  };
}

async function paginateByCursor<M extends Model>(
  { model, query, where, columns }: RowQuery<M>,
  cursor: string,
): Promise<Page<Row<M>>> {
  const position = cursor ? decodeCursor(model, query, cursor) : undefined;
  const backwards = position?.backwards ?? false;
  const reached = { [Op.and]: [where, afterCursor(query, position)] };
  // One row more than the page holds tells whether there is another page.
  const direction = query.sort.descending === backwards ? 'ASC' : 'DESC';
  const found = await findRows({ model, query, where: reached, columns }, direction, { limit: query.limit + 1 });
  const visible = found.slice(0, query.limit);
  if (backwards) visible.reverse();
  const hasMore = found.length > query.limit;
  const next = hasMore || backwards ? visible.at(-1) : undefined;
  const prev = (backwards ? hasMore : position) ? visible[0] : undefined;
  return { rows: visible, meta: buildCursorMeta(query, next, prev), fields: query.fields };
}

/** Fetches one page of a list, by number with an exact count or by cursor without one. */
class Paginator {
  public paginate<M extends Model>(model: ModelStatic<M>, query: ListQuery, scope: Scope = {}): Promise<Page<Row<M>>> {
    const { columns, firstOrder } = scope;
    const rows = { model, query, where: buildConditions(model, query, scope), columns, firstOrder };
    return query.cursor === undefined ? paginateByNumber(rows) : paginateByCursor(rows, query.cursor);
  }
}

export default new Paginator();
