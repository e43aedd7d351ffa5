import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { splitIntoChunks } from '../../../utils/splitIntoChunks.js';
import type { JobCounts, JobFilter, QueueDriver, CountCallback } from '../QueueDriver.js';
import { withAdminRedis } from './withAdminRedis.js';
import type { BullQueues } from './BullQueues.js';
import { listIdsInQueues, listIdsInQueue, loadJobs, type OpenQueue, recordOf } from './listing.js';
import { ALL_BULL_STATES, toJobCounts, BULL_STATES, removeJobsInState } from './bullStates.js';

const CHUNK_SIZE = 100;

/** As if it had never been tried. */
const RESET_ATTEMPTS = { resetAttemptsMade: true, resetAttemptsStarted: true };

async function sumCounts(
  onCount: CountCallback | undefined,
  work: (onCount: CountCallback) => Promise<void>,
): Promise<number> {
  let sum = 0;
  await work((count) => {
    sum += count;
    onCount?.(count);
  });
  return sum;
}

/** Somebody else may be faster with it. */
async function tryRetry(job: Job, bull: Queue, redis: Redis): Promise<boolean> {
  try {
    // BullMQ goes on counting the workers that a job lost.
    await redis.hdel(bull.toKey(job.id ?? ''), 'stc');
    await job.retry('failed', RESET_ATTEMPTS);
    return true;
  } catch (error) {
    if ((await job.getState()) !== 'failed') return false;
    throw error;
  }
}

/** Looks at BullMQ's jobs and tidies them up. All of it throws ServiceUnavailable while Redis is down. */
export class RedisJobs implements Pick<QueueDriver, 'countJobs' | 'list' | 'retry' | 'clear'> {
  /** The queues are opened on the connection of the administrators. */
  public constructor(private readonly queues: BullQueues) {}

  public countJobs(): Promise<Record<QueueName, JobCounts>> {
    return withAdminRedis(async (redis) => {
      const counts = this.openQueues(redis).map(async ({ queue, bull }): Promise<[QueueName, JobCounts]> => {
        return [queue, toJobCounts(await bull.getJobCounts(...ALL_BULL_STATES))];
      });
      return Object.fromEntries(await Promise.all(counts)) as Record<QueueName, JobCounts>;
    });
  }

  public list({ queue, state, page, limit }: JobFilter): ReturnType<QueueDriver['list']> {
    const [bullStates, pageWindow] = [BULL_STATES[state], { offset: (page - 1) * limit, limit }];
    return withAdminRedis(async (redis) => {
      const opened = this.openQueues(redis, queue);
      const counts = await Promise.all(opened.map(({ bull }) => bull.getJobCountByTypes(...bullStates)));
      const [only, ...others] = opened;
      const isOne = only && others.length === 0;
      const ids = await (isOne
        ? listIdsInQueue(only, bullStates, pageWindow)
        : listIdsInQueues(redis, opened, bullStates, pageWindow));
      const jobs = await Promise.all((await loadJobs(ids)).map((found) => recordOf(found, state)));
      return { jobs, total: counts.reduce((sum, count) => sum + count, 0) };
    });
  }

  public retry({ id, queue }: Parameters<QueueDriver['retry']>[0], onCount?: CountCallback): Promise<number> {
    return withAdminRedis((redis) =>
      sumCounts(onCount, async (onCount) => {
        for (const { bull } of this.openQueues(redis, queue)) {
          await (id === undefined ? this.retryAll(bull, redis, onCount) : this.retryOne(bull, redis, id, onCount));
        }
      }),
    );
  }

  public clear({ queue, states }: Parameters<QueueDriver['clear']>[0], onCount?: CountCallback): Promise<number> {
    const bullStates = states.filter((state) => state !== 'active').flatMap((state) => BULL_STATES[state]);
    return withAdminRedis((redis) =>
      sumCounts(onCount, async (onCount) => {
        for (const { bull } of this.openQueues(redis, queue)) {
          for (const bullState of bullStates) await removeJobsInState(bull, bullState, onCount);
        }
      }),
    );
  }

  private openQueues(redis: Redis, only?: QueueName): OpenQueue[] {
    return (only ? [only] : queueConfig.names).map((queue) => ({ queue, bull: this.queues.getQueue(queue, redis) }));
  }

  private async retryOne(bull: Queue, redis: Redis, id: string, onCount: CountCallback): Promise<void> {
    // Asked first: an id that a client made up may be the name of something else in Redis.
    if ((await bull.getJobState(id)) !== 'failed') return;
    const job = await bull.getJob(id);
    if (job && (await tryRetry(job, bull, redis))) onCount(1);
  }

  /** Those that had failed when it began: one that fails again meanwhile is not taken up once more. */
  private async retryAll(bull: Queue, redis: Redis, onCount: CountCallback): Promise<void> {
    const ids = await bull.getRanges(['failed'], 0, -1, true);
    for (const chunk of splitIntoChunks(ids, CHUNK_SIZE)) {
      await Promise.all(chunk.map((id) => this.retryOne(bull, redis, id, onCount)));
    }
  }
}
