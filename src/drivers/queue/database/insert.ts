import { createHash } from 'node:crypto';
import { transaction } from '../../../database/transaction.js';
import { clock } from '../../../utils/clock.js';
import { splitIntoChunks } from '../../../utils/splitIntoChunks.js';
import type { JobState, NewJob } from '../QueueDriver.js';
import { execute, dialectSql, select } from './sql.js';

const COLUMNS = [
  'uuid, queue, name, state, priority, payload, attempt, attempts, backoff_type, backoff_delay, unique_hash',
  'parent_id, open_children, progress, logs, created_at, available_at, due_at',
].join(', ');
/** Rows per statement, well below the packet limits of the database servers. */
const BATCH_SIZE = 200;

interface Placement {
  state: JobState;
  parentId: number | null;
}

export function hashUniqueKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function toRowValues(job: NewJob, { state, parentId }: Placement): unknown[] {
  const now = clock.now().getTime();
  const availableAt = now + job.delay;
  return [
    ...[job.id, job.queue, job.name, state, job.priority, JSON.stringify(job.payload), 0, job.attempts],
    ...[job.backoff.type, job.backoff.delay, job.unique === null ? null : hashUniqueKey(job.unique)],
    ...[parentId, 0, 0, '', now, availableAt, availableAt],
  ];
}

function insertRows(rows: unknown[][]): Promise<number> {
  return execute(`INSERT INTO jobs (${COLUMNS}) VALUES :rows ${dialectSql.onConflictIgnore('id')}`, { rows });
}

function getInitialState(job: NewJob): JobState {
  return job.delay > 0 ? 'delayed' : 'waiting';
}

/**
 * Inserts a parent as blocked, then its children. A parent that is a duplicate is skipped together with its children.
 * Returns the number of inserted parents.
 */
async function insertParent(job: NewJob, parentId: number | null): Promise<number> {
  const isNew = (await insertRows([toRowValues(job, { state: 'blocked', parentId })])) === 1;
  if (!isNew) return 0;
  const [row] = await select<{ id: number }>('SELECT id FROM jobs WHERE uuid = :uuid', { uuid: job.id });
  let openChildren = 0;
  for (const child of job.children) openChildren += await insertJob(child, row?.id ?? null);
  const state = openChildren > 0 ? 'blocked' : getInitialState(job);
  const sql = 'UPDATE jobs SET state = :state, open_children = :openChildren WHERE uuid = :uuid';
  return execute(sql, { state, openChildren, uuid: job.id });
}

function insertJob(job: NewJob, parentId: number | null): Promise<number> {
  if (job.children.length > 0) return insertParent(job, parentId);
  return insertRows([toRowValues(job, { state: getInitialState(job), parentId })]);
}

async function insertSingleJobs(jobs: readonly NewJob[]): Promise<void> {
  for (const batch of splitIntoChunks(jobs, BATCH_SIZE)) {
    await insertRows(batch.map((job) => toRowValues(job, { state: getInitialState(job), parentId: null })));
  }
}

async function insertAll(jobs: readonly NewJob[]): Promise<void> {
  await insertSingleJobs(jobs.filter(({ children }) => children.length === 0));
  for (const job of jobs.filter(({ children }) => children.length > 0)) await insertJob(job, null);
}

/** Inserts all jobs or none. Jobs without children take a single statement. */
export async function insertJobs(jobs: readonly NewJob[]): Promise<void> {
  const isOneStatement = jobs.length <= BATCH_SIZE && jobs.every(({ children }) => children.length === 0);
  if (isOneStatement) await insertSingleJobs(jobs);
  else await transaction(() => insertAll(jobs));
}
