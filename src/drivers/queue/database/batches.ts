import type { CountCallback } from '../QueueDriver.js';
import { execute, select, type Replacements } from './sql.js';

/** Rows in one statement, so that none takes long and nobody waits for it. */
export const BATCH_SIZE = 1_000;

async function updateBatch(statement: string, condition: string, values: Replacements) {
  const rows = await select<{ id: number }>(`SELECT id FROM jobs WHERE ${condition} LIMIT ${BATCH_SIZE}`, values);
  if (rows.length === 0) return { found: 0, changed: 0 };
  const ids = rows.map(({ id }) => id);
  // The condition again: another process may have been faster.
  const changed = await execute(`${statement} WHERE id IN (:ids) AND ${condition}`, { ...values, ids });
  return { found: rows.length, changed };
}

/**
 * Changes or removes all jobs that a condition is true of, in batches; returns how many. Afterwards it must no longer be
 * true of them.
 */
export async function updateInBatches(
  statement: string,
  condition: string,
  values: Replacements,
  onCount?: CountCallback,
): Promise<number> {
  let changed = 0;
  for (;;) {
    const batch = await updateBatch(statement, condition, values);
    changed += batch.changed;
    onCount?.(batch.changed);
    if (batch.found < BATCH_SIZE) return changed;
  }
}

export function deleteInBatches(condition: string, values: Replacements, onCount?: CountCallback): Promise<number> {
  return updateInBatches('DELETE FROM jobs', condition, values, onCount);
}
