import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { type Backoff, MAX_ERROR_LENGTH } from '../QueueDriver.js';
import type { JobRow } from './rows.js';
import { execute, inOwnTransaction, dialectSql, select, type Replacements } from './sql.js';

const MS_PER_SECOND = 1_000;

/** Only who holds a job may say what became of it: a worker that was taken for dead comes too late. */
const HELD_BY_WORKER = "id IN (:ids) AND state = 'active' AND worker = :worker";

// In this order: MySQL reads the new value of a column that was set before.
const RELEASE_PARENT = [
  'UPDATE jobs SET',
  "state = CASE WHEN open_children > 1 THEN state WHEN due_at > :now THEN 'delayed' ELSE 'waiting' END,",
  'available_at = CASE WHEN open_children = 1 AND due_at < :now THEN :now ELSE available_at END,',
  "open_children = open_children - 1 WHERE id = :parentId AND state = 'blocked'",
].join(' ');

/** Changes jobs that this worker holds; returns how many of them it still held. */
function updateHeldJobs(worker: string, ids: number[], changes: string, values: Replacements): Promise<number> {
  return execute(`UPDATE jobs SET ${changes} WHERE ${HELD_BY_WORKER} ${dialectSql.asyncCommit}`, {
    worker,
    ids,
    ...values,
  });
}

export function completeJobs(worker: string, ids: number[]): Promise<number> {
  const changes = [
    "state = 'completed', progress = 100, worker = NULL, unique_hash = NULL, error = NULL",
    'finished_at = :now, due_at = :dueAt',
  ];
  const now = clock.now().getTime();
  return updateHeldJobs(worker, ids, changes.join(', '), {
    now,
    dueAt: now + queueConfig.retention.completed.age * MS_PER_SECOND,
  });
}

/** Together with what its parent waits for: a crash in between would leave the parent waiting for ever. */
export function completeChild(worker: string, { id, parent_id: parentId }: JobRow): Promise<void> {
  return inOwnTransaction(async () => {
    if ((await completeJobs(worker, [id])) === 0) return;
    await execute(RELEASE_PARENT, { parentId, now: clock.now().getTime() });
  });
}

function computeBackoff(attempt: number, { type, delay }: Backoff): number {
  return type === 'fixed' ? delay : delay * 2 ** (attempt - 1);
}

/** The error's message and the beginning of its stack. */
function formatError(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const text = stack.includes(message) ? stack : `${message}\n${stack}`;
  return text.replaceAll('\0', '').slice(0, MAX_ERROR_LENGTH);
}

/** The last moment that JavaScript knows. */
const MAX_TIMESTAMP_MS = 8_640_000_000_000_000;

// A child keeps its parent waiting, so it is kept until it was tried again or removed.
export const MARK_FAILED = [
  "state = 'failed', worker = NULL, unique_hash = NULL, error = :error, finished_at = :now",
  `due_at = CASE WHEN parent_id IS NULL THEN :failedUntil ELSE ${MAX_TIMESTAMP_MS} END`,
].join(', ');

export function getFailedExpiry(now: number): number {
  return now + queueConfig.retention.failed.age * MS_PER_SECOND;
}

/** After a failed attempt: again later, or never. */
export function failJob(worker: string, row: JobRow, error: unknown): Promise<number> {
  const now = clock.now().getTime();
  const values = { error: formatError(error), now };
  if (row.attempt >= row.attempts)
    return updateHeldJobs(worker, [row.id], MARK_FAILED, { ...values, failedUntil: getFailedExpiry(now) });
  const delay = computeBackoff(row.attempt, { type: row.backoff_type, delay: row.backoff_delay });
  const state = delay > 0 ? 'delayed' : 'waiting';
  const changes = 'state = :state, worker = NULL, error = :error, available_at = :dueAt, due_at = :dueAt';
  return updateHeldJobs(worker, [row.id], changes, { ...values, state, dueAt: now + delay });
}

const RELEASE = "state = 'waiting', worker = NULL, attempt = attempt - 1, due_at = available_at";

/** Gives jobs back as if they had never begun. */
export function releaseJobs(worker: string, ids: number[]): Promise<number> {
  return updateHeldJobs(worker, ids, RELEASE, {});
}

/** Gives back what was claimed for this worker without its knowing: the connection broke before the answer. */
export function releaseOrphans(worker: string, queue: QueueName, known: number[]): Promise<number> {
  const isStray = known.length > 0 ? 'AND id NOT IN (:known)' : '';
  const mine = "state = 'active' AND queue = :queue AND worker = :worker";
  return execute(`UPDATE jobs SET ${RELEASE} WHERE ${mine} ${isStray}`, { worker, queue, known });
}

/** Extends the leases of jobs in hand, by milliseconds from now. Returns those that another worker has by now. */
export async function renewLeases(worker: string, ids: number[], lease: number): Promise<number[]> {
  const held = await updateHeldJobs(worker, ids, 'due_at = :dueAt', { dueAt: clock.now().getTime() + lease });
  if (held === ids.length) return [];
  const rows = await select<{ id: number }>(`SELECT id FROM jobs WHERE ${HELD_BY_WORKER}`, { worker, ids });
  const mine = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !mine.has(id));
}
