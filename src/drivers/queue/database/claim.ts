import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { type Limited, withinRate } from './rates.js';
import { type JobRow, ROW } from './rows.js';
import { change, exclusively, phrases, select } from './sql.js';

export interface Claim {
  queue: QueueName;
  limit: number;
  worker: string;
  /** Milliseconds for which the jobs are the worker's, unless it asks for more. */
  lease: number;
}

const NEXT = [
  `SELECT id FROM jobs ${phrases.claimIndex} WHERE state = 'waiting' AND queue = :queue`,
  `ORDER BY priority, id LIMIT :limit ${phrases.skipLocked}`,
].join(' ');
const TAKE = "UPDATE jobs SET state = 'active', worker = :worker, attempt = attempt + 1, progress = 0, due_at = :dueAt";

// An array, because PostgreSQL may run a subquery of IN more than once, and lock other rows each time.
const CHOSEN = phrases.isPostgres ? `= ANY(ARRAY(${NEXT}))` : `IN (${NEXT})`;

function inOrder(rows: JobRow[]): JobRow[] {
  return rows.sort((a, b) => a.priority - b.priority || a.id - b.id);
}

async function inOneStatement(claim: Claim): Promise<JobRow[]> {
  const dueAt = clock.now().getTime() + claim.lease;
  return inOrder(
    await select<JobRow>(`${TAKE} WHERE id ${CHOSEN} ${phrases.forgettable} RETURNING ${ROW}`, { ...claim, dueAt }),
  );
}

async function inTurns(claim: Claim): Promise<JobRow[]> {
  const found = await select<{ id: number }>(NEXT, { ...claim });
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  await change(`${TAKE} WHERE id IN (:ids)`, { ...claim, dueAt: clock.now().getTime() + claim.lease, ids });
  return inOrder(await select<JobRow>(`SELECT ${ROW} FROM jobs WHERE id IN (:ids)`, { ids }));
}

const take = phrases.returns ? inOneStatement : inTurns;

/** Takes the next jobs of a queue into the worker's hands: by priority, then by age. No other worker gets them. */
export async function claimJobs(claim: Claim): Promise<Limited<JobRow>> {
  const { rate } = queueConfig.queues[claim.queue];
  if (rate) {
    return exclusively(() =>
      withinRate(claim.queue, rate, (allowed) => take({ ...claim, limit: Math.min(allowed, claim.limit) })),
    );
  }
  return { taken: await (phrases.returns ? take(claim) : exclusively(() => take(claim))), pause: 0 };
}
