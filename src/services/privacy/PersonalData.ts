import type { Attributes, Model, ModelStatic, WhereOptions } from 'sequelize';
import { inBatches } from '../../database/inBatches.js';
import type { User } from '../../models/User.js';

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
  signal: AbortSignal;
}

const BATCH = 500;

/** Chosen attributes of records, read in batches: what an export has of a model. */
export async function* rowsOf<M extends Model & { id: number }>(
  model: ModelStatic<M>,
  selection: Selection<M>,
): AsyncGenerator<Partial<Attributes<M>>> {
  for await (const records of inBatches(model, { ...selection, size: BATCH }))
    for (const record of records) yield record.get();
}
