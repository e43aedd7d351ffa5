import { queueConfig, type QueueName, type QueueRate } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { execute, dialectSql, select } from './sql.js';

/** When jobs began, and how many at once. */
type JobStarts = [at: number, count: number][];

/** Makes the rows that workers of limited queues take turns on. */
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
  /** Milliseconds until more may begin, where the rate is used up. */
  pauseMs: number;
}

/**
 * Lets jobs of a queue begin, no more than its rate allows within any stretch of its duration, over all workers
 * together. To be called in a transaction: the others wait for its end.
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
