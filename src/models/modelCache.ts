import { type Attributes, DataTypes, type Model, type ModelStatic } from 'sequelize';
import { cacheConfig } from '../config/cache.js';
import { afterCommit } from '../database/transaction.js';
import { Cache } from '../drivers/cache/index.js';

/** The attributes of a cached record, without the methods of its model. */
export type CachedRow<M extends Model, Excluded extends keyof Attributes<M>> = Omit<Attributes<M>, Excluded>;

interface CacheOptions<Excluded> {
  ttlSeconds: number;
  /** Attributes that are never cached. */
  exclude: readonly Excluded[];
}

function cacheKey({ tableName }: ModelStatic<Model>, id: unknown): string {
  return `${tableName}:${String(id)}`;
}

/** The cache stores JSON, which turns dates into text. */
function reviveDates<Row extends object>(model: ModelStatic<Model>, row: Row): Row {
  const isDate = (name: string) => model.getAttributes()[name]?.type instanceof DataTypes.DATE;
  const revive = ([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' && isDate(name) ? new Date(value) : value,
  ];
  return Object.fromEntries(Object.entries(row).map(revive)) as Row;
}

/**
 * Finds a row for display, from the cache if possible. Code that decides or writes must read from the database.
 */
export async function findCached<M extends Model, Excluded extends keyof Attributes<M> & string>(
  model: ModelStatic<M>,
  id: number,
  { ttlSeconds, exclude }: CacheOptions<Excluded>,
): Promise<CachedRow<M, Excluded> | undefined> {
  const find = async (): Promise<CachedRow<M, Excluded> | undefined> => {
    const record = await model.findByPk(id, { attributes: { exclude: [...exclude] } });
    return record?.get() as CachedRow<M, Excluded> | undefined;
  };
  // A process that does not notice the changes of other processes must not cache.
  if (!cacheConfig.isConsistent) return find();
  const row = await Cache.remember(cacheKey(model, id), ttlSeconds, find, { tags: [model.tableName] });
  return row && reviveDates(model, row);
}

/** Removes a model's rows from the cache when they change, except by plain SQL. */
export function invalidateOnChange(model: ModelStatic<Model>): void {
  const invalidate = (record: Model) => afterCommit(() => Cache.delete(cacheKey(model, record.get('id'))));
  const invalidateAll = () => afterCommit(() => Cache.flush(model.tableName));
  model.addHook('afterSave', invalidate);
  model.addHook('afterDestroy', invalidate);
  model.addHook('afterRestore', invalidate);
  model.addHook('afterBulkUpdate', invalidateAll);
  model.addHook('afterBulkDestroy', invalidateAll);
  model.addHook('afterBulkRestore', invalidateAll);
  model.addHook('afterUpsert', invalidateAll);
}
