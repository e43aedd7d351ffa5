import { MAX_LOG_LINE_LENGTH } from '../QueueDriver.js';
import { execute, outsideTransaction } from './sql.js';

const HELD_BY_WORKER = "id = :id AND state = 'active' AND worker = :worker";
/** Maximum characters of all log lines of a job. */
const MAX_LOGS_LENGTH = 16_000;

export function setProgress(worker: string, id: number, percent: number): Promise<number> {
  const progress = Math.min(100, Math.max(0, Math.round(percent)));
  return execute(
    `UPDATE jobs SET progress = :progress WHERE ${HELD_BY_WORKER}`,
    { worker, id, progress },
    outsideTransaction,
  );
}

/** Appends a line to the job's log. Lines beyond the maximum length are dropped. */
export function appendLog(worker: string, id: number, line: string): Promise<number> {
  const text = `${line.replace(/[\0\r\n]+/g, ' ').slice(0, MAX_LOG_LINE_LENGTH)}\n`;
  const sql = `UPDATE jobs SET logs = CONCAT(logs, :text) WHERE ${HELD_BY_WORKER} AND LENGTH(logs) < ${MAX_LOGS_LENGTH}`;
  return execute(sql, { worker, id, text }, outsideTransaction);
}
