import type { Attributes, Model, ModelStatic, WhereOptions } from 'sequelize';
import {
  erasedColumns,
  erasedValues,
  exportedColumns,
  jsonColumns,
  rowErasure,
} from '../../database/columnHandling.js';
import { findInBatches } from '../../database/findInBatches.js';
import type { User } from '../../models/users/User.js';
import type { PersonalData } from './PersonalData.js';

type Owned = Model & { id: number };
type Where<M extends Model> = WhereOptions<Attributes<M>>;

interface Ownership<M extends Model> {
  /** The key in the export. */
  name: string;
  /** The foreign key of the user, or a condition. */
  owner: (keyof Attributes<M> & string) | ((user: User) => Where<M>);
}

const BATCH = 500;

function parseJson(record: Model, name: string): [string, unknown] {
  const text: unknown = record.get(name);
  return [name, typeof text === 'string' ? JSON.parse(text) : null];
}

async function* exportRows<M extends Owned>(
  model: ModelStatic<M>,
  where: Where<M>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const json = jsonColumns(model);
  for await (const records of findInBatches(model, { where, attributes: exportedColumns(model), size: BATCH, signal }))
    for (const record of records)
      yield { ...record.get(), ...Object.fromEntries(json.map((name) => parseJson(record, name))) };
}

async function anonymizeRows<M extends Owned>(
  model: ModelStatic<M>,
  where: Where<M>,
  signal: AbortSignal,
): Promise<void> {
  if (erasedColumns(model).length === 0) return;
  const attributes = Object.keys(model.getAttributes()) as (keyof Attributes<M> & string)[];
  for await (const records of findInBatches(model, { where, attributes, size: BATCH, withDeleted: true, signal }))
    for (const record of records) await record.update(erasedValues(record), { silent: true });
}

/** The rows of a model that belong to a user, exported and erased as the model's columns declare. */
export function ownedRecords<M extends Owned>(model: ModelStatic<M>, { name, owner }: Ownership<M>): PersonalData {
  const whereOwned = (user: User) => (typeof owner === 'string' ? ({ [owner]: user.id } as Where<M>) : owner(user));
  return {
    name,
    model,
    export: (user, signal) => exportRows(model, whereOwned(user), signal),
    erase: async (user, signal) => {
      const where = whereOwned(user);
      if (rowErasure(model) === 'delete') await model.destroy({ where, force: true });
      else await anonymizeRows(model, where, signal);
    },
  };
}
