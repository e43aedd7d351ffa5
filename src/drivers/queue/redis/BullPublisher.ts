import type { Redis } from 'ioredis';
import type { QueueName } from '../../../config/queue.js';
import { chunks } from '../../../utils/chunks.js';
import { askQueue } from './withQueueRedis.js';
import type { BullQueues } from './BullQueues.js';
import { flowOf, optionsOfSingle, type QueuedJob } from './QueuedJob.js';

/** What one command carries: more would outlast its time limit. */
const CHUNK = 200;

function byQueue(jobs: readonly QueuedJob[]): [QueueName, QueuedJob[]][] {
  const names = new Set(jobs.map(({ queue }) => queue));
  return [...names].map((name) => [name, jobs.filter(({ queue }) => queue === name)]);
}

/** Hands jobs over to BullMQ; a job that it has already is not taken a second time. */
export class Delivery {
  public constructor(private readonly queues: BullQueues) {}

  /** @throws ServiceUnavailable if Redis is down: what of them it took in is then unknown */
  public deliver(jobs: readonly QueuedJob[]): Promise<void> {
    return askQueue(async (redis) => {
      const single = jobs.filter(({ children }) => children.length === 0);
      for (const [name, ofQueue] of byQueue(single)) await this.add(redis, name, ofQueue);
      for (const job of jobs) if (job.children.length > 0) await this.queues.flows(redis).add(flowOf(job));
    });
  }

  private async add(redis: Redis, name: QueueName, jobs: readonly QueuedJob[]): Promise<void> {
    const queue = this.queues.of(name, redis);
    const [first] = jobs;
    if (first && jobs.length === 1) {
      await queue.add(first.name, first.payload, optionsOfSingle(first));
      return;
    }
    for (const chunk of chunks(jobs, CHUNK)) {
      await queue.addBulk(chunk.map((job) => ({ name: job.name, data: job.payload, opts: optionsOfSingle(job) })));
    }
  }
}
