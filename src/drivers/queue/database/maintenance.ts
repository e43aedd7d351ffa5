import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { BATCH, changeInBatches, removeInBatches } from './batches.js';
import { FAIL, failedUntil } from './settle.js';
import { change, select } from './sql.js';

const DEAD = 'Its worker stopped answering during the last of its attempts: perhaps the job itself ended the process';

/** What a worker finds when it looks around. */
export interface Outlook {
  /** Queues where jobs wait. */
  waiting: QueueName[];
  hasDue: boolean;
  hasAbandoned: boolean;
}

const DUE = "state = 'delayed' AND queue IN (:queues) AND due_at <= :now";
const ABANDONED = "state = 'active' AND queue IN (:queues) AND due_at <= :now";

// With an order, because PostgreSQL would rather read a large table than its index to learn that something EXISTS.
const SIGHTS = {
  waiting: "state = 'waiting' AND queue = :queue ORDER BY priority, id",
  due: "state = 'delayed' AND queue = :queue AND due_at <= :now ORDER BY due_at",
  abandoned: "state = 'active' AND queue = :queue AND due_at <= :now ORDER BY due_at",
};

type Sight = keyof typeof SIGHTS;

function sights(index: number): string[] {
  return Object.entries(SIGHTS).map(([name, condition]) => {
    const first = `(SELECT id FROM jobs WHERE ${condition.replace(':queue', `:queue${index}`)} LIMIT 1)`;
    return `CASE WHEN ${first} IS NULL THEN 0 ELSE 1 END AS ${name}${index}`;
  });
}

/** One small query, so that an idle worker costs the database next to nothing. */
export async function lookAround(queues: readonly QueueName[]): Promise<Outlook> {
  const named = Object.fromEntries(queues.map((queue, index) => [`queue${index}`, queue]));
  const sql = `SELECT ${queues.flatMap((_, index) => sights(index)).join(', ')}`;
  const [row = {}] = await select<Record<string, number>>(sql, { ...named, now: clock.now().getTime() });
  const where = (sight: Sight): QueueName[] => queues.filter((_, index) => row[`${sight}${index}`] === 1);
  return { waiting: where('waiting'), hasDue: where('due').length > 0, hasAbandoned: where('abandoned').length > 0 };
}

/** Lets delayed jobs run whose time has come. */
export async function promote(queues: readonly QueueName[]): Promise<void> {
  await changeInBatches("UPDATE jobs SET state = 'waiting'", DUE, { queues, now: clock.now().getTime() });
}

/** Jobs whose worker died run again, except those whose last attempt that was. */
export async function recover(queues: readonly QueueName[]): Promise<void> {
  const now = clock.now().getTime();
  const again = "state = 'waiting', worker = NULL, available_at = :now, due_at = :now";
  await changeInBatches(`UPDATE jobs SET ${again}`, `${ABANDONED} AND attempt < attempts`, { queues, now });
  const values = { queues, now, error: DEAD, failedUntil: failedUntil(now) };
  await changeInBatches(`UPDATE jobs SET ${FAIL}`, `${ABANDONED} AND attempt >= attempts`, values);
}

const CHILDLESS = [
  "SELECT id FROM jobs WHERE state = 'blocked' AND NOT EXISTS",
  "(SELECT 1 FROM jobs AS children WHERE children.parent_id = jobs.id AND children.state <> 'completed')",
  'LIMIT :limit',
].join(' ');
const RELEASE = [
  "UPDATE jobs SET state = CASE WHEN due_at > :now THEN 'delayed' ELSE 'waiting' END",
  'available_at = CASE WHEN due_at > :now THEN available_at ELSE :now END, open_children = 0',
].join(', ');

/** Lets parents run whose children are all done or were removed. */
export async function releaseParents(): Promise<void> {
  // What is left over has its turn when a worker looks the next time.
  const rows = await select<{ id: number }>(CHILDLESS, { limit: BATCH });
  if (rows.length === 0) return;
  const values = { ids: rows.map(({ id }) => id), now: clock.now().getTime() };
  await change(`${RELEASE} WHERE id IN (:ids) AND state = 'blocked'`, values);
}

const NEWEST = [
  "SELECT id, due_at FROM jobs WHERE state = 'completed' AND queue = :queue",
  'ORDER BY due_at DESC, id DESC LIMIT 1 OFFSET :count',
].join(' ');

async function pruneByCount(queue: QueueName): Promise<void> {
  const { count } = queueConfig.keep.completed;
  const [last] = await select<{ id: number; due_at: number }>(NEWEST, { queue, count });
  if (!last) return;
  const older = '(due_at < :dueAt OR (due_at = :dueAt AND id <= :id))';
  await removeInBatches(`state = 'completed' AND queue = :queue AND ${older}`, {
    queue,
    dueAt: last.due_at,
    id: last.id,
  });
}

/** Removes finished jobs that nobody will look at any more. */
export async function prune(queues: readonly QueueName[]): Promise<void> {
  for (const queue of queues) {
    const values = { queue, now: clock.now().getTime() };
    await removeInBatches("state IN ('completed', 'failed') AND queue = :queue AND due_at <= :now", values);
    await pruneByCount(queue);
  }
}
