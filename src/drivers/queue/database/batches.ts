import type { CountCallback } from '../QueueDriver.js';
import { execute, select, type Replacements } from './sql.js';

/** Rows per statement, so that no statement holds its locks for long. */
export const BATCH_SIZE = 1_000;

async function updateBatch(statement: string, condition: string, values: Replacements) {
  const rows = await select<{ id: number }>(`SELECT id FROM jobs WHERE ${condition} LIMIT ${BATCH_SIZE}`, values);
  if (rows.length === 0) return { found: 0, changed: 0 };
  const ids = rows.map(({ id }) => id);
  // The condition is repeated because another process may have changed the rows meanwhile.
  const changed = await execute(`${statement} WHERE id IN (:ids) AND ${condition}`, { ...values, ids });
  return { found: rows.length, changed };
}

/**
 * Updates or deletes all matching jobs in batches and returns their number. The statement must make the condition false
 * for the rows that it changes; otherwise the loop never ends.
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
