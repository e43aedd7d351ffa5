import type { QueueName } from '../../../config/queue.js';
import type { Backoff, JobRecord, JobState } from '../QueueDriver.js';

/** A row of the jobs table; timestamps are milliseconds since the epoch. */
export interface JobRow {
  id: number;
  uuid: string;
  queue: QueueName;
  name: string;
  state: JobState;
  priority: number;
  payload: string;
  attempt: number;
  attempts: number;
  backoff_type: Backoff['type'];
  backoff_delay: number;
  parent_id: number | null;
  progress: number;
  logs: string;
  error: string | null;
  created_at: number;
  available_at: number;
  finished_at: number | null;
}

export const ROW_COLUMNS = [
  'id, uuid, queue, name, state, priority, payload, attempt, attempts, backoff_type, backoff_delay, parent_id',
  'progress, logs, error, created_at, available_at, finished_at',
].join(', ');

export function parsePayload(row: JobRow): object {
  return JSON.parse(row.payload) as object;
}

export function toJobRecord(row: JobRow): JobRecord {
  const { uuid, name, queue, state, attempt, attempts, progress, logs, error } = row;
  return {
    id: uuid,
    ...{ name, queue, state, attempt, attempts, progress, error },
    payload: parsePayload(row),
    logs: logs.split('\n').filter(Boolean),
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  };
}
