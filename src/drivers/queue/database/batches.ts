import type { Tally } from '../QueueDriver.js';
import { change, select, type Values } from './sql.js';

/** Rows in one statement, so that none takes long and nobody waits for it. */
export const BATCH = 1_000;

async function changeBatch(statement: string, condition: string, values: Values) {
  const rows = await select<{ id: number }>(`SELECT id FROM jobs WHERE ${condition} LIMIT ${BATCH}`, values);
  if (rows.length === 0) return { found: 0, changed: 0 };
  const ids = rows.map(({ id }) => id);
  // The condition again: another process may have been faster.
  const changed = await change(`${statement} WHERE id IN (:ids) AND ${condition}`, { ...values, ids });
  return { found: rows.length, changed };
}

/**
 * Changes or removes all jobs that a condition is true of, in batches; returns how many. Afterwards it must no longer be
 * true of them.
 */
export async function changeInBatches(
  statement: string,
  condition: string,
  values: Values,
  tally?: Tally,
): Promise<number> {
  let changed = 0;
  for (;;) {
    const batch = await changeBatch(statement, condition, values);
    changed += batch.changed;
    tally?.(batch.changed);
    if (batch.found < BATCH) return changed;
  }
}

export function removeInBatches(condition: string, values: Values, tally?: Tally): Promise<number> {
  return changeInBatches('DELETE FROM jobs', condition, values, tally);
}
