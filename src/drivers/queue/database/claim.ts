import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { type RateLimitedClaim, claimWithinRate } from './rates.js';
import { type JobRow, ROW_COLUMNS } from './rows.js';
import { execute, inOwnTransaction, dialectSql, select } from './sql.js';

export interface Claim {
  queue: QueueName;
  limit: number;
  worker: string;
  /** Lease in milliseconds; the worker renews it while the job runs. */
  lease: number;
}

const SELECT_NEXT = [
  `SELECT id FROM jobs ${dialectSql.claimIndexHint} WHERE state = 'waiting' AND queue = :queue`,
  `ORDER BY priority, id LIMIT :limit ${dialectSql.skipLocked}`,
].join(' ');
const MARK_ACTIVE =
  "UPDATE jobs SET state = 'active', worker = :worker, attempt = attempt + 1, progress = 0, due_at = :dueAt";

// ARRAY, because PostgreSQL may evaluate a subquery of IN several times and lock different rows each time.
const IN_NEXT = dialectSql.isPostgres ? `= ANY(ARRAY(${SELECT_NEXT}))` : `IN (${SELECT_NEXT})`;

function sortByPriority(rows: JobRow[]): JobRow[] {
  return rows.sort((a, b) => a.priority - b.priority || a.id - b.id);
}

async function claimWithReturning(claim: Claim): Promise<JobRow[]> {
  const dueAt = clock.now().getTime() + claim.lease;
  return sortByPriority(
    await select<JobRow>(`${MARK_ACTIVE} WHERE id ${IN_NEXT} ${dialectSql.asyncCommit} RETURNING ${ROW_COLUMNS}`, {
      ...claim,
      dueAt,
    }),
  );
}

async function claimInTransaction(claim: Claim): Promise<JobRow[]> {
  const candidates = await select<{ id: number }>(SELECT_NEXT, { ...claim });
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ id }) => id);
  await execute(`${MARK_ACTIVE} WHERE id IN (:ids)`, { ...claim, dueAt: clock.now().getTime() + claim.lease, ids });
  return sortByPriority(await select<JobRow>(`SELECT ${ROW_COLUMNS} FROM jobs WHERE id IN (:ids)`, { ids }));
}

const claimRows = dialectSql.supportsReturning ? claimWithReturning : claimInTransaction;

/**
 * Claims the next jobs of a queue for a worker, by priority and then by age. SKIP LOCKED guarantees that each job has
 * one worker.
 */
export async function claimJobs(claim: Claim): Promise<RateLimitedClaim<JobRow>> {
  const { rate } = queueConfig.queues[claim.queue];
  if (rate) {
    return inOwnTransaction(() =>
      claimWithinRate(claim.queue, rate, (allowed) => claimRows({ ...claim, limit: Math.min(allowed, claim.limit) })),
    );
  }
  return {
    jobs: await (dialectSql.supportsReturning ? claimRows(claim) : inOwnTransaction(() => claimRows(claim))),
    pauseMs: 0,
  };
}
