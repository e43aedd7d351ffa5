import { type Attributes, type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';
import { findInBatches } from './findInBatches.js';

/** Rows in one statement, so that it holds its locks for a moment only. */
const BATCH_SIZE = 1_000;

/**
 * Deletes the rows that match, soft-deleted ones included, and returns their number. Safe to run in several processes.
 *
 * @throws the signal's reason if it aborts between two batches
 */
export async function destroyInBatches<M extends Model & { id: number }>(
  model: ModelStatic<M>,
  where: WhereOptions<Attributes<M>>,
  signal: AbortSignal,
): Promise<number> {
  const attributes: (keyof Attributes<M> & string)[] = ['id'];
  const batches = findInBatches(model, { where, attributes, size: BATCH_SIZE, withDeleted: true, signal });
  let removed = 0;
  for await (const rows of batches) {
    // The condition is checked again: a row may have changed since it was read.
    const stillMatching = { [Op.and]: [where, { id: rows.map(({ id }) => id) }] } as WhereOptions<Attributes<M>>;
    removed += await model.destroy({ where: stillMatching, force: true });
  }
  return removed;
}
