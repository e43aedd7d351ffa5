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
import { type JobRow, toJobRecord, ROW_COLUMNS } from './rows.js';
import { select, type Replacements } from './sql.js';
import { releaseParents } from './maintenance.js';

const RETRY = [
  "UPDATE jobs SET state = 'waiting', attempt = 0, progress = 0, error = NULL, finished_at = NULL",
  'available_at = :now, due_at = :now',
].join(', ');
const FAILED = "state = 'failed'";

/** The part of a condition that narrows it to a queue, if any. */
function toQueueCondition(queue: QueueName | undefined): [condition: string, values: Replacements] {
  return queue === undefined ? ['', {}] : [' AND queue = :queue', { queue }];
}

export async function countJobs(): Promise<Record<QueueName, JobCounts>> {
  const rows = await select<{ queue: QueueName; state: JobState; count: number }>(
    'SELECT queue, state, COUNT(*) AS count FROM jobs GROUP BY queue, state',
  );
  const found = new Map(queueConfig.names.map((name) => [name, { ...NO_JOBS }]));
  for (const { queue, state, count } of rows) {
    // A queue that the application had once may still have jobs.
    found.set(queue, { ...(found.get(queue) ?? NO_JOBS), [state]: count });
  }
  return Object.fromEntries(found) as Record<QueueName, JobCounts>;
}

export async function listJobs({ queue, state, page, limit }: JobFilter): ReturnType<QueueDriver['list']> {
  const [narrowed, values] = toQueueCondition(queue);
  const where = `FROM jobs WHERE state = :state${narrowed}`;
  const [rows, [count]] = await Promise.all([
    select<JobRow>(`SELECT ${ROW_COLUMNS} ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`, {
      ...{ ...values, state, limit },
      offset: (page - 1) * limit,
    }),
    select<{ total: number }>(`SELECT COUNT(*) AS total ${where}`, { ...values, state }),
  ]);
  return { jobs: rows.map(toJobRecord), total: count?.total ?? 0 };
}

/** Returns how many failed jobs wait again. */
export function retryJobs(
  { id, queue }: Parameters<QueueDriver['retry']>[0],
  onCount?: CountCallback,
): Promise<number> {
  const [narrowed, values] = toQueueCondition(queue);
  const named = id === undefined ? '' : ' AND uuid = :id';
  return updateInBatches(RETRY, `${FAILED}${narrowed}${named}`, { ...values, id, now: clock.now().getTime() }, onCount);
}

/** A parent whose last child was removed runs; should the process die before, a worker sees to it. */
export async function clearJobs(
  { queue, states }: Parameters<QueueDriver['clear']>[0],
  onCount?: CountCallback,
): Promise<number> {
  const removable = states.filter((state) => state !== 'active');
  if (removable.length === 0) return 0;
  const [narrowed, values] = toQueueCondition(queue);
  const count = await deleteInBatches(`state IN (:removable)${narrowed}`, { ...values, removable }, onCount);
  await releaseParents();
  return count;
}

export async function pingJobsTable(): Promise<void> {
  await select('SELECT id FROM jobs LIMIT 1');
}
