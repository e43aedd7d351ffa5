import { queueConfig, type QueueName, type QueueRate } from '../../../config/queue.js';
import { clock } from '../../../utils/clock.js';
import { change, phrases, select } from './sql.js';

/** When jobs began, and how many at once. */
type Starts = [at: number, count: number][];

/** Makes the rows that workers of limited queues take turns on. */
export async function prepareRates(queues: readonly QueueName[]): Promise<void> {
  const rows = queues.filter((queue) => queueConfig.queues[queue].rate).map((queue) => [queue, '[]']);
  if (rows.length === 0) return;
  await change(`INSERT INTO queue_rates (queue, starts) VALUES :rows ${phrases.orLeaveOut('queue')}`, { rows });
}

async function startsSince(queue: QueueName, moment: number): Promise<Starts> {
  const sql = `SELECT starts FROM queue_rates WHERE queue = :queue ${phrases.forUpdate}`;
  const [row] = await select<{ starts: string }>(sql, { queue });
  const starts = JSON.parse(row?.starts ?? '[]') as Starts;
  return starts.filter(([at]) => at > moment);
}

export interface Limited<T> {
  taken: T[];
  /** Milliseconds until more may begin, where the rate is used up. */
  pause: number;
}

/**
 * Lets jobs of a queue begin, no more than its rate allows within any stretch of its duration, over all workers
 * together. To be called in a transaction: the others wait for its end.
 */
export async function withinRate<T>(
  queue: QueueName,
  { max, duration }: QueueRate,
  take: (allowed: number) => Promise<T[]>,
): Promise<Limited<T>> {
  const starts = await startsSince(queue, clock.now().getTime() - duration);
  const allowed = max - starts.reduce((sum, [, count]) => sum + count, 0);
  const taken = allowed > 0 ? await take(allowed) : [];
  const now = clock.now().getTime();
  if (taken.length > 0) {
    starts.push([now, taken.length]);
    await change('UPDATE queue_rates SET starts = :starts WHERE queue = :queue', {
      starts: JSON.stringify(starts),
      queue,
    });
  }
  const oldest = starts[0]?.[0] ?? now;
  return { taken, pause: taken.length < allowed ? 0 : Math.max(1, oldest + duration - now) };
}
