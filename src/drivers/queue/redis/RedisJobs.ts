import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { splitIntoChunks } from '../../../utils/splitIntoChunks.js';
import type { JobCounts, JobFilter, QueueDriver, CountCallback } from '../QueueDriver.js';
import type { BullQueues } from './BullQueues.js';
import { ALL_BULL_STATES, toJobCounts, BULL_STATES, removeJobsInState } from './bullStates.js';
import { listIdsInQueues, listIdsInQueue, loadJobs, type OpenQueue, loadJobRecord } from './listing.js';
import { withAdminRedis } from './withAdminRedis.js';

const CHUNK_SIZE = 100;

/** Resets the attempts of a retried job. */
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

/** Retries a job; returns false if another process did so first. */
async function tryRetry(job: Job, bull: Queue, redis: Redis): Promise<boolean> {
  try {
    // BullMQ does not reset its counter of stalled attempts.
    await redis.hdel(bull.toKey(job.id ?? ''), 'stc');
    await job.retry('failed', RESET_ATTEMPTS);
    return true;
  } catch (error) {
    if ((await job.getState()) !== 'failed') return false;
    throw error;
  }
}

/** Lists and manages BullMQ's jobs. All methods throw ServiceUnavailable while Redis is down. */
export class RedisJobs implements Pick<QueueDriver, 'countJobs' | 'list' | 'retry' | 'clear'> {
  /** @param queues queues on the administrators' connection */
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
      const openQueues = this.openQueues(redis, queue);
      const counts = await Promise.all(openQueues.map(({ bull }) => bull.getJobCountByTypes(...bullStates)));
      const [firstQueue, ...others] = openQueues;
      const isSingleQueue = firstQueue && others.length === 0;
      const ids = await (isSingleQueue
        ? listIdsInQueue(firstQueue, bullStates, pageWindow)
        : listIdsInQueues(redis, openQueues, bullStates, pageWindow));
      const jobs = await Promise.all((await loadJobs(ids)).map((foundJob) => loadJobRecord(foundJob, state)));
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

  private openQueues(redis: Redis, name?: QueueName): OpenQueue[] {
    return (name ? [name] : queueConfig.names).map((queue) => ({ queue, bull: this.queues.getQueue(queue, redis) }));
  }

  private async retryOne(bull: Queue, redis: Redis, id: string, onCount: CountCallback): Promise<void> {
    // The state is checked first, because an arbitrary id from a client could match another Redis key.
    if ((await bull.getJobState(id)) !== 'failed') return;
    const job = await bull.getJob(id);
    if (job && (await tryRetry(job, bull, redis))) onCount(1);
  }

  /** Retries the jobs that are failed at the start. A job that fails again meanwhile is not retried a second time. */
  private async retryAll(bull: Queue, redis: Redis, onCount: CountCallback): Promise<void> {
    const ids = await bull.getRanges(['failed'], 0, -1, true);
    for (const chunk of splitIntoChunks(ids, CHUNK_SIZE)) {
      await Promise.all(chunk.map((id) => this.retryOne(bull, redis, id, onCount)));
    }
  }
}
