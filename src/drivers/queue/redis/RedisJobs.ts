import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { chunks } from '../../../utils/chunks.js';
import type { JobCounts, JobFilter, QueueDriver, Tally } from '../QueueDriver.js';
import { askPatiently } from './withAdminRedis.js';
import type { BullQueues } from './BullQueues.js';
import { idsInMany, idsInOne, jobsOf, type OpenQueue, recordOf } from './listing.js';
import { ALL_PLACES, countsOf, PLACES, removeFrom } from './bullStates.js';

const CHUNK = 100;

/** As if it had never been tried. */
const ANEW = { resetAttemptsMade: true, resetAttemptsStarted: true };

async function counted(tally: Tally | undefined, work: (tally: Tally) => Promise<void>): Promise<number> {
  let sum = 0;
  await work((count) => {
    sum += count;
    tally?.(count);
  });
  return sum;
}

/** Somebody else may be faster with it. */
async function isRetried(job: Job, bull: Queue, redis: Redis): Promise<boolean> {
  try {
    // BullMQ goes on counting the workers that a job lost.
    await redis.hdel(bull.toKey(job.id ?? ''), 'stc');
    await job.retry('failed', ANEW);
    return true;
  } catch (error) {
    if ((await job.getState()) !== 'failed') return false;
    throw error;
  }
}

/** Looks at BullMQ's jobs and tidies them up. All of it throws ServiceUnavailable while Redis is down. */
export class RedisJobs implements Pick<QueueDriver, 'counts' | 'list' | 'retry' | 'clear'> {
  /** The queues are opened on the connection of the administrators. */
  public constructor(private readonly queues: BullQueues) {}

  public counts(): Promise<Record<QueueName, JobCounts>> {
    return askPatiently(async (redis) => {
      const counts = this.opened(redis).map(async ({ queue, bull }): Promise<[QueueName, JobCounts]> => {
        return [queue, countsOf(await bull.getJobCounts(...ALL_PLACES))];
      });
      return Object.fromEntries(await Promise.all(counts)) as Record<QueueName, JobCounts>;
    });
  }

  public list({ queue, state, page, limit }: JobFilter): ReturnType<QueueDriver['list']> {
    const [places, window] = [PLACES[state], { offset: (page - 1) * limit, limit }];
    return askPatiently(async (redis) => {
      const opened = this.opened(redis, queue);
      const counts = await Promise.all(opened.map(({ bull }) => bull.getJobCountByTypes(...places)));
      const [only, ...others] = opened;
      const isOne = only && others.length === 0;
      const ids = await (isOne ? idsInOne(only, places, window) : idsInMany(redis, opened, places, window));
      const jobs = await Promise.all((await jobsOf(ids)).map((found) => recordOf(found, state)));
      return { jobs, total: counts.reduce((sum, count) => sum + count, 0) };
    });
  }

  public retry({ id, queue }: Parameters<QueueDriver['retry']>[0], tally?: Tally): Promise<number> {
    return askPatiently((redis) =>
      counted(tally, async (note) => {
        for (const { bull } of this.opened(redis, queue)) {
          await (id === undefined ? this.retryAll(bull, redis, note) : this.retryOne(bull, redis, id, note));
        }
      }),
    );
  }

  public clear({ queue, states }: Parameters<QueueDriver['clear']>[0], tally?: Tally): Promise<number> {
    const places = states.filter((state) => state !== 'active').flatMap((state) => PLACES[state]);
    return askPatiently((redis) =>
      counted(tally, async (note) => {
        for (const { bull } of this.opened(redis, queue)) {
          for (const place of places) await removeFrom(bull, place, note);
        }
      }),
    );
  }

  private opened(redis: Redis, only?: QueueName): OpenQueue[] {
    return (only ? [only] : queueConfig.names).map((queue) => ({ queue, bull: this.queues.of(queue, redis) }));
  }

  private async retryOne(bull: Queue, redis: Redis, id: string, note: Tally): Promise<void> {
    // Asked first: an id that a client made up may be the name of something else in Redis.
    if ((await bull.getJobState(id)) !== 'failed') return;
    const job = await bull.getJob(id);
    if (job && (await isRetried(job, bull, redis))) note(1);
  }

  /** Those that had failed when it began: one that fails again meanwhile is not taken up once more. */
  private async retryAll(bull: Queue, redis: Redis, note: Tally): Promise<void> {
    const ids = await bull.getRanges(['failed'], 0, -1, true);
    for (const chunk of chunks(ids, CHUNK)) {
      await Promise.all(chunk.map((id) => this.retryOne(bull, redis, id, note)));
    }
  }
}
