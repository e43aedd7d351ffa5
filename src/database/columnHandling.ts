import type { Attributes, CreationAttributes, Model, ModelStatic } from 'sequelize';

/** The caller whose request sets a column. An administrator may set the owner's columns too. */
export type Editor = 'owner' | 'admin';

/** The effect of the owner's purge on the rows of a model. `unowned` rows belong to no user. */
export type RowErasure = 'delete' | 'anonymize' | 'unowned';

interface UnownedColumn {
  /** The least privileged caller who may set it by a request; `never`: only the application sets it. */
  editable: Editor | 'never';
  /** Recorded in the audit trail: neither a secret nor a long text. */
  audited: boolean;
}

interface OwnedColumn extends UnownedColumn {
  /** Part of the owner's export; `json`: a text of JSON, which the export parses. */
  exported: boolean | 'json';
}

interface AnonymizedColumn<M, V> extends OwnedColumn {
  /** Its value after a purge. */
  erased: 'kept' | (null extends V ? null : never) | ((record: M) => V);
}

/** The handling that each column declares, by the erasure of its row. */
export interface Handling<M extends Model, V> {
  delete: OwnedColumn;
  anonymize: AnonymizedColumn<M, V>;
  unowned: UnownedColumn;
}

export interface ColumnHandling extends UnownedColumn {
  exported?: boolean | 'json';
  erased?: 'kept' | null | ((record: never) => unknown);
}

interface ModelHandling {
  onErasure: RowErasure;
  columns: ReadonlyMap<string, ColumnHandling>;
}

type Name<M extends Model> = keyof Attributes<M> & string;

type AllowUndefined<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] };

/** Values for a new record, as a validated request contains them. */
export type NewValues<M extends Model> = AllowUndefined<CreationAttributes<M>>;

/** Changes to a record, as a validated request contains them. */
export type Changes<M extends Model> = { [K in keyof Attributes<M>]?: Attributes<M>[K] | undefined };

type Columns<M extends Model, V> = Pick<V, Extract<keyof V, keyof Attributes<M>>>;

const handlings = new WeakMap<ModelStatic<Model>, ModelHandling>();

export function registerHandling(model: ModelStatic<Model>, handling: ModelHandling): void {
  handlings.set(model, handling);
}

/** False for models without a table of users' data, such as those of a driver. */
export function isHandled(model: ModelStatic<Model>): boolean {
  return handlings.has(model);
}

/** @throws Error if the model was not initialized with `defineColumns` */
function getHandling(model: ModelStatic<Model>): ModelHandling {
  const handling = handlings.get(model);
  if (!handling) throw new Error(`${model.name} does not declare how its columns are handled: use defineColumns()`);
  return handling;
}

function findColumns<M extends Model>(model: ModelStatic<M>, matches: (column: ColumnHandling) => boolean): Name<M>[] {
  const entries = [...getHandling(model).columns].filter(([, column]) => matches(column));
  return entries.map(([name]) => name as Name<M>);
}

function modelOf<M extends Model>(record: M): ModelStatic<M> {
  return record.constructor as ModelStatic<M>;
}

export function rowErasure(model: ModelStatic<Model>): RowErasure {
  return getHandling(model).onErasure;
}

/** The columns that only an administrator may set. */
export function adminColumns<M extends Model>(model: ModelStatic<M>): Name<M>[] {
  return findColumns(model, ({ editable }) => editable === 'admin');
}

/** The columns of the owner's export. */
export function exportedColumns<M extends Model>(model: ModelStatic<M>): Name<M>[] {
  return findColumns(model, ({ exported }) => exported !== undefined && exported !== false);
}

/** The exported columns that contain JSON. */
export function jsonColumns<M extends Model>(model: ModelStatic<M>): Name<M>[] {
  return findColumns(model, ({ exported }) => exported === 'json');
}

/** The columns that a purge overwrites. */
export function erasedColumns<M extends Model>(model: ModelStatic<M>): Name<M>[] {
  return findColumns(model, ({ erased = 'kept' }) => erased !== 'kept');
}

/** The values that the caller may set, without those that are undefined; other fields of a request are left out. */
export function editableValues<M extends Model, V extends object>(
  model: ModelStatic<M>,
  values: V,
  editor: Editor,
): { [K in keyof Columns<M, V>]: Exclude<V[K], undefined> } {
  const names = findColumns(model, ({ editable }) => editable === 'owner' || editable === editor);
  const entries = Object.entries(values).filter(
    ([name, value]) => names.includes(name as Name<M>) && value !== undefined,
  );
  return Object.fromEntries(entries) as { [K in keyof Columns<M, V>]: Exclude<V[K], undefined> };
}

/** The values of a record that the audit trail records. */
export function auditedValues(record: Model): Record<string, unknown> {
  const names = findColumns(modelOf(record), ({ audited }) => audited);
  return Object.fromEntries(names.map((name) => [name, record.get(name)]));
}

/** The values that a purge writes into a record. */
export function erasedValues<M extends Model>(record: M): Partial<Attributes<M>> {
  const { columns } = getHandling(modelOf(record));
  const values = [...columns].flatMap(([name, { erased = 'kept' }]) => {
    if (erased === 'kept') return [];
    return [[name, erased && (erased as (of: M) => unknown)(record)]];
  });
  return Object.fromEntries(values) as Partial<Attributes<M>>;
}
