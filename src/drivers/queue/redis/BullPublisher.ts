import type { Redis } from 'ioredis';
import type { QueueName } from '../../../config/queue.js';
import { splitIntoChunks } from '../../../utils/splitIntoChunks.js';
import type { BullQueues } from './BullQueues.js';
import { toFlowJob, toSingleJobOptions, type QueuedJob } from './QueuedJob.js';
import { withQueueRedis } from './withQueueRedis.js';

/** Jobs per command; more would exceed the command's timeout. */
const CHUNK_SIZE = 200;

function groupByQueue(jobs: readonly QueuedJob[]): [QueueName, QueuedJob[]][] {
  const names = new Set(jobs.map(({ queue }) => queue));
  return [...names].map((name) => [name, jobs.filter(({ queue }) => queue === name)]);
}

/** Publishes jobs to BullMQ; idempotent. */
export class BullPublisher {
  public constructor(private readonly queues: BullQueues) {}

  /** @throws ServiceUnavailable if Redis is down; some of the jobs may have been published nevertheless */
  public publish(jobs: readonly QueuedJob[]): Promise<void> {
    return withQueueRedis(async (redis) => {
      const singleJobs = jobs.filter(({ children }) => children.length === 0);
      for (const [name, jobsOfQueue] of groupByQueue(singleJobs)) await this.addToQueue(redis, name, jobsOfQueue);
      for (const job of jobs) if (job.children.length > 0) await this.queues.getFlowProducer(redis).add(toFlowJob(job));
    });
  }

  private async addToQueue(redis: Redis, name: QueueName, jobs: readonly QueuedJob[]): Promise<void> {
    const queue = this.queues.getQueue(name, redis);
    const [first] = jobs;
    if (first && jobs.length === 1) {
      await queue.add(first.name, first.payload, toSingleJobOptions(first));
      return;
    }
    for (const chunk of splitIntoChunks(jobs, CHUNK_SIZE)) {
      await queue.addBulk(chunk.map((job) => ({ name: job.name, data: job.payload, opts: toSingleJobOptions(job) })));
    }
  }
}
