import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import {
  type JobCounts,
  type JobFilter,
  type JobState,
  NO_JOBS,
  type QueueDriver,
  type CountCallback,
} from '../QueueDriver.js';
import { updateInBatches, deleteInBatches } from './batches.js';
import { releaseParents } from './maintenance.js';
import { type JobRow, toJobRecord, ROW_COLUMNS } from './rows.js';
import { select, type Replacements } from './sql.js';

const RETRY = [
  "UPDATE jobs SET state = 'waiting', attempt = 0, progress = 0, error = NULL, finished_at = NULL",
  'available_at = :now, due_at = :now',
].join(', ');
const FAILED = "state = 'failed'";

/** Returns the SQL condition that limits a statement to one queue, if given. */
function toQueueCondition(queue: QueueName | undefined): [condition: string, values: Replacements] {
  return queue === undefined ? ['', {}] : [' AND queue = :queue', { queue }];
}

export async function countJobs(): Promise<Record<QueueName, JobCounts>> {
  const rows = await select<{ queue: QueueName; state: JobState; count: number }>(
    'SELECT queue, state, COUNT(*) AS count FROM jobs GROUP BY queue, state',
  );
  const countsByQueue = new Map(queueConfig.names.map((name) => [name, { ...NO_JOBS }]));
  for (const { queue, state, count } of rows) {
    // Queues that were removed from the application may still have jobs.
    countsByQueue.set(queue, { ...(countsByQueue.get(queue) ?? NO_JOBS), [state]: count });
  }
  return Object.fromEntries(countsByQueue) as Record<QueueName, JobCounts>;
}

export async function listJobs({ queue, state, page, limit }: JobFilter): ReturnType<QueueDriver['list']> {
  const [queueCondition, values] = toQueueCondition(queue);
  const where = `FROM jobs WHERE state = :state${queueCondition}`;
  const [rows, [count]] = await Promise.all([
    select<JobRow>(`SELECT ${ROW_COLUMNS} ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`, {
      ...{ ...values, state, limit },
      offset: (page - 1) * limit,
    }),
    select<{ total: number }>(`SELECT COUNT(*) AS total ${where}`, { ...values, state }),
  ]);
  return { jobs: rows.map(toJobRecord), total: count?.total ?? 0 };
}

/** Resets failed jobs and returns how many were queued again. */
export function retryJobs(
  { id, queue }: Parameters<QueueDriver['retry']>[0],
  onCount?: CountCallback,
): Promise<number> {
  const [queueCondition, values] = toQueueCondition(queue);
  const idCondition = id === undefined ? '' : ' AND uuid = :id';
  return updateInBatches(
    RETRY,
    `${FAILED}${queueCondition}${idCondition}`,
    { ...values, id, now: clock.now().getTime() },
    onCount,
  );
}

/**
 * Removes jobs and then releases parents without open children. If the process dies in between, a worker releases them.
 */
export async function clearJobs(
  { queue, states }: Parameters<QueueDriver['clear']>[0],
  onCount?: CountCallback,
): Promise<number> {
  const removable = states.filter((state) => state !== 'active');
  if (removable.length === 0) return 0;
  const [queueCondition, values] = toQueueCondition(queue);
  const count = await deleteInBatches(`state IN (:removable)${queueCondition}`, { ...values, removable }, onCount);
  await releaseParents();
  return count;
}

export async function pingJobsTable(): Promise<void> {
  await select('SELECT id FROM jobs LIMIT 1');
}
