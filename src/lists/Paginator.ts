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
import { fromReplica } from '../database/replicas.js';
import { decodeCursor, type CursorPosition, encodeCursor } from './cursor.js';
import { buildPageMeta } from './pageMeta.js';
import type { CursorMeta, ListQuery, Page, Row } from './types.js';

export interface Scope {
  /** Limits the list to records that the caller may see. */
  where?: WhereOptions;
  /** Conditions of filters that do not simply compare the attribute of the same name. */
  filters?: Record<string, (value: unknown) => WhereOptions>;
  /** Attributes of public fields whose names differ. */
  columns?: Record<string, string>;
  /** Primary sort order of numbered pages. Cursors support the client's order only. */
  firstOrder?: OrderItem | undefined;
}

// Raw rows make a list ten percent faster. Only PostgreSQL's driver returns dates and JSON as objects; for the other
// drivers, Sequelize converts them in models only.
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
  const filterConditions = Object.entries(query.filters).map(
    ([name, value]) => filters?.[name]?.(value) ?? { [name]: value },
  );
  const searchConditions = matchesAllWords(model, query.search.attributes, query.search.words);
  const conditions = [...(where ? [where] : []), ...filterConditions, ...searchConditions, ...dateConditions(query)];
  return conditions.length > 0 ? { [Op.and]: conditions } : {};
}

function selectAttributes(
  { fields, sort }: ListQuery,
  columns: Scope['columns'] = {},
): Pick<FindOptions, 'attributes'> {
  const attributes = fields?.map((name) => columns[name] ?? name);
  return attributes ? { attributes: [...new Set([...attributes, 'id', sort.attribute])] } : {};
}

/** Loads the rows of one page. The id makes the order stable. */
async function findRows<M extends Model>(
  { model, query, where, columns, firstOrder }: RowQuery<M>,
  direction: Direction,
  bounds: Pick<FindOptions, 'limit' | 'offset'>,
): Promise<Row<M>[]> {
  const order: OrderItem[] = [...(firstOrder ? [firstOrder] : []), [query.sort.attribute, direction]];
  if (query.sort.attribute !== 'id') order.push(['id', direction]);
  const selection = { where, order, ...selectAttributes(query, columns), ...bounds };
  const rows = (await model.findAll<M>({ ...selection, ...fromReplica, raw: IS_TYPED_BY_DRIVER })) as Row<M>[];
  return query.include.length > 0 ? loadRelations(model, query, rows) : rows;
}

function rowId(row: object): unknown {
  return Reflect.get(row, 'id');
}

/** Loads relations in a second query (eager loading), so that joins cannot change the number of rows. */
async function loadRelations<M extends Model>(
  model: ModelStatic<M>,
  { include }: ListQuery,
  rows: Row<M>[],
): Promise<Row<M>[]> {
  const ids = rows.map(rowId);
  const where = { id: ids } as WhereOptions;
  const related = (await model.findAll<M>({ where, include: [...include], ...fromReplica })) as Row<M>[];
  const byId = new Map(related.map((row) => [rowId(row), row]));
  return rows.map((row) => byId.get(rowId(row)) ?? row);
}

async function paginateByNumber<M extends Model>(rows: RowQuery<M>): Promise<Page<Row<M>>> {
  const { page, limit, sort, fields } = rows.query;
  const offset = (page - 1) * limit;
  const [total, pageRows] = await Promise.all([
    rows.model.count({ where: rows.where, ...fromReplica } as FindOptions<Attributes<M>>),
    findRows(rows, sort.descending ? 'DESC' : 'ASC', { limit, offset }),
  ]);
  return { rows: pageRows, meta: buildPageMeta({ page, limit }, total, pageRows.length), fields };
}

function afterCursor(query: ListQuery, position: CursorPosition | undefined): WhereOptions {
  if (!position) return {};
  const { attribute } = query.sort;
  const [beyond, bound] = query.sort.descending === position.backwards ? [Op.gt, Op.gte] : [Op.lt, Op.lte];
  return {
    // Redundant, but an index cannot be used for an OR condition alone.
    [attribute]: { [bound]: position.value },
    [Op.or]: [
      { [attribute]: { [beyond]: position.value } },
      { [attribute]: position.value, id: { [beyond]: position.id } },
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
  const conditions = { [Op.and]: [where, afterCursor(query, position)] };
  // One extra row shows whether there is another page.
  const direction = query.sort.descending === backwards ? 'ASC' : 'DESC';
  const pageRows = await findRows({ model, query, where: conditions, columns }, direction, { limit: query.limit + 1 });
  const visible = pageRows.slice(0, query.limit);
  if (backwards) visible.reverse();
  const hasMore = pageRows.length > query.limit;
  const next = hasMore || backwards ? visible.at(-1) : undefined;
  const prev = (backwards ? hasMore : position) ? visible[0] : undefined;
  return { rows: visible, meta: buildCursorMeta(query, next, prev), fields: query.fields };
}

/** Loads one page of a list: by number with an exact count (offset), or by cursor without one (keyset). Reads from a replica. */
class Paginator {
  public paginate<M extends Model>(model: ModelStatic<M>, query: ListQuery, scope: Scope = {}): Promise<Page<Row<M>>> {
    const { columns, firstOrder } = scope;
    const rows = { model, query, where: buildConditions(model, query, scope), columns, firstOrder };
    return query.cursor === undefined ? paginateByNumber(rows) : paginateByCursor(rows, query.cursor);
  }
}

export default new Paginator();
