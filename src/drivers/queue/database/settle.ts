import { queueConfig, type QueueName } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { type Backoff, MAX_ERROR_LENGTH } from '../QueueDriver.js';
import type { JobRow } from './rows.js';
import { execute, inOwnTransaction, dialectSql, select, type Replacements } from './sql.js';

const MS_PER_SECOND = 1_000;

/** Only the worker that holds a job may change it. A worker whose lease has expired is too late. */
const HELD_BY_WORKER = "id IN (:ids) AND state = 'active' AND worker = :worker";

// The order matters: MySQL reads the new value of a column that was assigned before.
const RELEASE_PARENT = [
  'UPDATE jobs SET',
  "state = CASE WHEN open_children > 1 THEN state WHEN due_at > :now THEN 'delayed' ELSE 'waiting' END,",
  'available_at = CASE WHEN open_children = 1 AND due_at < :now THEN :now ELSE available_at END,',
  "open_children = open_children - 1 WHERE id = :parentId AND state = 'blocked'",
].join(' ');

/** Updates jobs that this worker holds and returns how many it still held. */
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

/**
 * Completes a child and updates its parent in one transaction. After a crash in between, the parent would be blocked
 * forever.
 */
export function completeChild(worker: string, { id, parent_id: parentId }: JobRow): Promise<void> {
  return inOwnTransaction(async () => {
    if ((await completeJobs(worker, [id])) === 0) return;
    await execute(RELEASE_PARENT, { parentId, now: clock.now().getTime() });
  });
}

function computeBackoff(attempt: number, { type, delay }: Backoff): number {
  return type === 'fixed' ? delay : delay * 2 ** (attempt - 1);
}

/** Formats the message and the beginning of the stack. */
function formatError(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const text = stack.includes(message) ? stack : `${message}\n${stack}`;
  return text.replaceAll('\0', '').slice(0, MAX_ERROR_LENGTH);
}

/** The latest date that JavaScript can represent. */
const MAX_TIMESTAMP_MS = 8_640_000_000_000_000;

// A failed child blocks its parent, so it is retained until it is retried or removed.
export const MARK_FAILED = [
  "state = 'failed', worker = NULL, unique_hash = NULL, error = :error, finished_at = :now",
  `due_at = CASE WHEN parent_id IS NULL THEN :failedUntil ELSE ${MAX_TIMESTAMP_MS} END`,
].join(', ');

export function getFailedExpiry(now: number): number {
  return now + queueConfig.retention.failed.age * MS_PER_SECOND;
}

/**
 * Records a failed attempt: schedules the retry with its backoff, or marks the job as failed after the last attempt.
 */
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

/** Releases jobs without counting the attempt. */
export function releaseJobs(worker: string, ids: number[]): Promise<number> {
  return updateHeldJobs(worker, ids, RELEASE, {});
}

/**
 * Releases jobs that were claimed for this worker without its knowledge, because the connection was lost before the
 * response.
 */
export function releaseOrphans(worker: string, queue: QueueName, knownIds: number[]): Promise<number> {
  const isUnknown = knownIds.length > 0 ? 'AND id NOT IN (:knownIds)' : '';
  const heldByWorker = "state = 'active' AND queue = :queue AND worker = :worker";
  return execute(`UPDATE jobs SET ${RELEASE} WHERE ${heldByWorker} ${isUnknown}`, { worker, queue, knownIds });
}

/**
 * Renews the leases of jobs in flight, in milliseconds from now. Returns the ids of jobs that another worker has taken
 * over.
 */
export async function renewLeases(worker: string, ids: number[], lease: number): Promise<number[]> {
  const heldCount = await updateHeldJobs(worker, ids, 'due_at = :dueAt', { dueAt: clock.now().getTime() + lease });
  if (heldCount === ids.length) return [];
  const rows = await select<{ id: number }>(`SELECT id FROM jobs WHERE ${HELD_BY_WORKER}`, { worker, ids });
  const heldByWorker = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !heldByWorker.has(id));
}
