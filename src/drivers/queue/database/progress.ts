import { LONGEST_LINE } from '../QueueDriver.js';
import { change, outside } from './sql.js';

const HELD = "id = :id AND state = 'active' AND worker = :worker";
/** Characters of all the lines of a job. */
const LOGS = 16_000;

export function setProgress(worker: string, id: number, percent: number): Promise<number> {
  const progress = Math.min(100, Math.max(0, Math.round(percent)));
  return change(`UPDATE jobs SET progress = :progress WHERE ${HELD}`, { worker, id, progress }, outside);
}

/** Lines beyond what is kept of a job are left out. */
export function appendLog(worker: string, id: number, line: string): Promise<number> {
  const text = `${line.replace(/[\0\r\n]+/g, ' ').slice(0, LONGEST_LINE)}\n`;
  const sql = `UPDATE jobs SET logs = CONCAT(logs, :text) WHERE ${HELD} AND LENGTH(logs) < ${LOGS}`;
  return change(sql, { worker, id, text }, outside);
}
