import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { BATCH_SIZE, updateInBatches, deleteInBatches } from './batches.js';
import { MARK_FAILED, getFailedExpiry } from './settle.js';
import { execute, select } from './sql.js';

const STALLED_MESSAGE =
  'Its worker stopped answering during the last of its attempts: perhaps the job itself ended the process';

/** What a worker finds when it looks around. */
export interface PollResult {
  /** Queues where jobs wait. */
  waitingQueues: QueueName[];
  hasDue: boolean;
  hasStalled: boolean;
}

const DUE = "state = 'delayed' AND queue IN (:queues) AND due_at <= :now";
const STALLED = "state = 'active' AND queue IN (:queues) AND due_at <= :now";

// With an order, because PostgreSQL would rather read a large table than its index to learn that something EXISTS.
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

/** One small query, so that an idle worker costs the database next to nothing. */
export async function pollQueues(queues: readonly QueueName[]): Promise<PollResult> {
  const named = Object.fromEntries(queues.map((queue, index) => [`queue${index}`, queue]));
  const sql = `SELECT ${queues.flatMap((_, index) => toPollColumns(index)).join(', ')}`;
  const [row = {}] = await select<Record<string, number>>(sql, { ...named, now: clock.now().getTime() });
  const where = (sight: PollName): QueueName[] => queues.filter((_, index) => row[`${sight}${index}`] === 1);
  return {
    waitingQueues: where('waiting'),
    hasDue: where('due').length > 0,
    hasStalled: where('abandoned').length > 0,
  };
}

/** Lets delayed jobs run whose time has come. */
export async function promoteDelayed(queues: readonly QueueName[]): Promise<void> {
  await updateInBatches("UPDATE jobs SET state = 'waiting'", DUE, { queues, now: clock.now().getTime() });
}

/** Jobs whose worker died run again, except those whose last attempt that was. */
export async function requeueStalled(queues: readonly QueueName[]): Promise<void> {
  const now = clock.now().getTime();
  const again = "state = 'waiting', worker = NULL, available_at = :now, due_at = :now";
  await updateInBatches(`UPDATE jobs SET ${again}`, `${STALLED} AND attempt < attempts`, { queues, now });
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

/** Lets parents run whose children are all done or were removed. */
export async function releaseParents(): Promise<void> {
  // What is left over has its turn when a worker looks the next time.
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

/** Removes finished jobs that nobody will look at any more. */
export async function pruneJobs(queues: readonly QueueName[]): Promise<void> {
  for (const queue of queues) {
    const values = { queue, now: clock.now().getTime() };
    await deleteInBatches("state IN ('completed', 'failed') AND queue = :queue AND due_at <= :now", values);
    await pruneByCount(queue);
  }
}
