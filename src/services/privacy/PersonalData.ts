import type { Attributes, Model, ModelStatic, WhereOptions } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import type { User } from '../../models/users/User.js';

/** A part of what the application knows of a user. */
export interface PersonalData {
  /** Under which it stands in an export. */
  name: string;
  /** What the user may see of it, record by record; dates and the like become JSON by themselves. */
  export: (user: User, signal: AbortSignal) => AsyncIterable<object>;
  /** Removes or anonymises it for good, in the transaction of the purge; safe to run twice. */
  erase: (user: User, signal: AbortSignal) => Promise<void>;
}

interface Selection<M extends Model> {
  where: WhereOptions<Attributes<M>>;
  /** The public ones, the id among them. */
  attributes: (keyof Attributes<M> & string)[];
  /** Those of them that are texts of JSON, and are given as what they say. */
  json?: (keyof Attributes<M> & string)[];
  signal: AbortSignal;
}

const BATCH = 500;

function parseColumns(record: Model): (name: string) => [string, unknown] {
  return (name) => {
    const text: unknown = record.get(name);
    return [name, typeof text === 'string' ? JSON.parse(text) : null];
  };
}

/** Chosen attributes of records, read in batches: what an export has of a model. */
export async function* exportRows<M extends Model & { id: number }>(
  model: ModelStatic<M>,
  { json = [], ...selection }: Selection<M>,
): AsyncGenerator<object> {
  for await (const records of findInBatches(model, { ...selection, size: BATCH }))
    for (const record of records) yield { ...record.get(), ...Object.fromEntries(json.map(parseColumns(record))) };
}
