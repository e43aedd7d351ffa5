import { type CreationAttributes, DataTypes, type Model, type ModelStatic } from 'sequelize';
import { cacheConfig } from '../config/cache.js';
import { afterCommit } from '../database/transaction.js';
import { Cache } from '../drivers/cache/index.js';

type Row = Record<string, unknown>;

interface CacheOptions {
  /** Seconds. */
  ttl: number;
  /** Attributes that stay in the database. */
  exclude: readonly string[];
}

function cacheKey({ tableName }: ModelStatic<Model>, id: unknown): string {
  return `${tableName}:${String(id)}`;
}

function dateAttributes(model: ModelStatic<Model>): string[] {
  return Object.entries(model.getAttributes()).flatMap(([name, { type }]) =>
    type instanceof DataTypes.DATE ? [name] : [],
  );
}

function toDate(date: unknown): unknown {
  return typeof date === 'string' ? new Date(date) : date;
}

/** The record of a row that JSON has turned dates of into texts. */
function buildRecord<M extends Model>(model: ModelStatic<M>, row: Row): M {
  const dates = dateAttributes(model).map((name) => [name, toDate(row[name])]);
  const values = { ...row, ...Object.fromEntries(dates) } as CreationAttributes<M>;
  return model.build(values, { raw: true, isNewRecord: false });
}

/** A record to be shown, from the cache where it is there; whoever decides or writes by one reads the database. */
export async function findCached<M extends Model>(
  model: ModelStatic<M>,
  id: number,
  { ttl, exclude }: CacheOptions,
): Promise<M | undefined> {
  const attributes = { exclude: [...exclude] };
  // Another process could change it, and this one would never know.
  if (!cacheConfig.isConsistent) return (await model.findByPk(id, { attributes })) ?? undefined;
  const find = async (): Promise<Row | undefined> => {
    // A replica may not know yet what was just written, and its answer would be kept.
    const record = await model.findByPk(id, { attributes, useMaster: true });
    return record?.get() as Row | undefined;
  };
  const row = await Cache.remember(cacheKey(model, id), ttl, find, { tags: [model.tableName] });
  return row && buildRecord(model, row);
}

/** Forgets a model's rows in the cache when they have changed, in whatever way; plain SQL excepted. */
export function invalidateOnChange(model: ModelStatic<Model>): void {
  const forget = (record: Model) => afterCommit(() => Cache.delete(cacheKey(model, record.get('id'))));
  const forgetAll = () => afterCommit(() => Cache.flush(model.tableName));
  model.addHook('afterSave', forget);
  model.addHook('afterDestroy', forget);
  model.addHook('afterRestore', forget);
  model.addHook('afterBulkUpdate', forgetAll);
  model.addHook('afterBulkDestroy', forgetAll);
  model.addHook('afterBulkRestore', forgetAll);
  model.addHook('afterUpsert', forgetAll);
}
