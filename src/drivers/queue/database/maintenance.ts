import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { BATCH_SIZE, updateInBatches, deleteInBatches } from './batches.js';
import { MARK_FAILED, getFailedExpiry } from './settle.js';
import { execute, select } from './sql.js';

const STALLED_MESSAGE = 'The worker stopped responding during the last attempt. The job may have crashed the process';

/** The result of polling the queues. */
export interface PollResult {
  /** Queues with waiting jobs. */
  waitingQueues: QueueName[];
  hasDue: boolean;
  hasStalled: boolean;
}

const DUE = "state = 'delayed' AND queue IN (:queues) AND due_at <= :now";
const STALLED = "state = 'active' AND queue IN (:queues) AND due_at <= :now";

// Without ORDER BY, PostgreSQL would scan a large table instead of its index to check existence.
const POLLS = {
  waiting: "state = 'waiting' AND queue = :queue ORDER BY priority, id",
  due: "state = 'delayed' AND queue = :queue AND due_at <= :now ORDER BY due_at",
  abandoned: "state = 'active' AND queue = :queue AND due_at <= :now ORDER BY due_at",
};

type PollName = keyof typeof POLLS;

function toPollColumns(index: number): string[] {
  return Object.entries(POLLS).map(([name, condition]) => {
    const first = `(SELECT id FROM jobs WHERE ${condition.replace(':queue', `:queue${index}`)} LIMIT 1)`;
    return `CASE WHEN ${first} IS NULL THEN 0 ELSE 1 END AS ${name}${index}`;
  });
}

/** Checks all queues with one small query, so that an idle worker costs the database almost nothing. */
export async function pollQueues(queues: readonly QueueName[]): Promise<PollResult> {
  const queueNames = Object.fromEntries(queues.map((queue, index) => [`queue${index}`, queue]));
  const sql = `SELECT ${queues.flatMap((_, index) => toPollColumns(index)).join(', ')}`;
  const [row = {}] = await select<Record<string, number>>(sql, { ...queueNames, now: clock.now().getTime() });
  const queuesWith = (poll: PollName): QueueName[] => queues.filter((_, index) => row[`${poll}${index}`] === 1);
  return {
    waitingQueues: queuesWith('waiting'),
    hasDue: queuesWith('due').length > 0,
    hasStalled: queuesWith('abandoned').length > 0,
  };
}

/** Queues delayed jobs whose delay is over. */
export async function promoteDelayed(queues: readonly QueueName[]): Promise<void> {
  await updateInBatches("UPDATE jobs SET state = 'waiting'", DUE, { queues, now: clock.now().getTime() });
}

/** Requeues jobs whose lease has expired, because their worker died. Jobs without attempts left fail. */
export async function requeueStalled(queues: readonly QueueName[]): Promise<void> {
  const now = clock.now().getTime();
  const changes = "state = 'waiting', worker = NULL, available_at = :now, due_at = :now";
  await updateInBatches(`UPDATE jobs SET ${changes}`, `${STALLED} AND attempt < attempts`, { queues, now });
  const values = { queues, now, error: STALLED_MESSAGE, failedUntil: getFailedExpiry(now) };
  await updateInBatches(`UPDATE jobs SET ${MARK_FAILED}`, `${STALLED} AND attempt >= attempts`, values);
}

const PARENTS_WITHOUT_OPEN_CHILDREN = [
  "SELECT id FROM jobs WHERE state = 'blocked' AND NOT EXISTS",
  "(SELECT 1 FROM jobs AS children WHERE children.parent_id = jobs.id AND children.state <> 'completed')",
  'LIMIT :limit',
].join(' ');
const RELEASE_PARENT = [
  "UPDATE jobs SET state = CASE WHEN due_at > :now THEN 'delayed' ELSE 'waiting' END",
  'available_at = CASE WHEN due_at > :now THEN available_at ELSE :now END, open_children = 0',
].join(', ');

/** Releases parents whose children are all completed or removed. */
export async function releaseParents(): Promise<void> {
  // The remaining parents are released at the next poll.
  const rows = await select<{ id: number }>(PARENTS_WITHOUT_OPEN_CHILDREN, { limit: BATCH_SIZE });
  if (rows.length === 0) return;
  const values = { ids: rows.map(({ id }) => id), now: clock.now().getTime() };
  await execute(`${RELEASE_PARENT} WHERE id IN (:ids) AND state = 'blocked'`, values);
}

const NEWEST_TO_PRUNE = [
  "SELECT id, due_at FROM jobs WHERE state = 'completed' AND queue = :queue",
  'ORDER BY due_at DESC, id DESC LIMIT 1 OFFSET :count',
].join(' ');

async function pruneByCount(queue: QueueName): Promise<void> {
  const { count } = queueConfig.retention.completed;
  const [last] = await select<{ id: number; due_at: number }>(NEWEST_TO_PRUNE, { queue, count });
  if (!last) return;
  const older = '(due_at < :dueAt OR (due_at = :dueAt AND id <= :id))';
  await deleteInBatches(`state = 'completed' AND queue = :queue AND ${older}`, {
    queue,
    dueAt: last.due_at,
    id: last.id,
  });
}

/** Removes finished jobs whose retention is over. */
export async function pruneJobs(queues: readonly QueueName[]): Promise<void> {
  for (const queue of queues) {
    const values = { queue, now: clock.now().getTime() };
    await deleteInBatches("state IN ('completed', 'failed') AND queue = :queue AND due_at <= :now", values);
    await pruneByCount(queue);
  }
}
