import { queueConfig, type QueueName, type QueueRate } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { execute, dialectSql, select } from './sql.js';

/** Start times of jobs, with the number of jobs that started together. */
type JobStarts = [at: number, count: number][];

/** Creates the rows that workers of rate-limited queues lock. */
export async function ensureRateRows(queues: readonly QueueName[]): Promise<void> {
  const rows = queues.filter((queue) => queueConfig.queues[queue].rate).map((queue) => [queue, '[]']);
  if (rows.length === 0) return;
  await execute(`INSERT INTO queue_rates (queue, starts) VALUES :rows ${dialectSql.onConflictIgnore('queue')}`, {
    rows,
  });
}

async function loadStartsSince(queue: QueueName, moment: number): Promise<JobStarts> {
  const sql = `SELECT starts FROM queue_rates WHERE queue = :queue ${dialectSql.forUpdate}`;
  const [row] = await select<{ starts: string }>(sql, { queue });
  const starts = JSON.parse(row?.starts ?? '[]') as JobStarts;
  return starts.filter(([at]) => at > moment);
}

export interface RateLimitedClaim<T> {
  jobs: T[];
  /** Milliseconds until the rate allows another job; 0 if it is not exhausted. */
  pauseMs: number;
}

/**
 * Claims jobs within the queue's rate limit, a sliding window shared by all workers. Call it in a transaction: its row
 * lock makes other workers wait for the commit.
 */
export async function claimWithinRate<T>(
  queue: QueueName,
  { max, duration }: QueueRate,
  claim: (allowed: number) => Promise<T[]>,
): Promise<RateLimitedClaim<T>> {
  const starts = await loadStartsSince(queue, clock.now().getTime() - duration);
  const allowed = max - starts.reduce((sum, [, count]) => sum + count, 0);
  const jobs = allowed > 0 ? await claim(allowed) : [];
  const now = clock.now().getTime();
  if (jobs.length > 0) {
    starts.push([now, jobs.length]);
    await execute('UPDATE queue_rates SET starts = :starts WHERE queue = :queue', {
      starts: JSON.stringify(starts),
      queue,
    });
  }
  const oldest = starts[0]?.[0] ?? now;
  return { jobs, pauseMs: jobs.length < allowed ? 0 : Math.max(1, oldest + duration - now) };
}
