import type { RequestHandler } from 'express';
import { queueConfig } from '../../config/queue.js';
import { afterCommit } from '../../database/transaction.js';
import { transactionContext } from '../../database/transactionContext.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';
import { clock } from '../../utils/clock.js';
import type { NewJob, Processor, QueueDriver, QueueWorker, WorkOptions } from './QueueDriver.js';
import { BullPublisher } from './redis/BullPublisher.js';
import { BullQueues } from './redis/BullQueues.js';
import { Outbox } from './redis/Outbox.js';
import { type QueuedJob, toQueuedJob } from './redis/QueuedJob.js';
import { RedisJobs } from './redis/RedisJobs.js';
import { Relay } from './redis/Relay.js';
import { withQueueRedis } from './redis/withQueueRedis.js';

/** Seconds that the dispatching process has to publish a job before a relay in any process does so. */
const HANDOVER_GRACE_SECONDS = 5;

interface RedisQueueOptions {
  /** Lease in milliseconds. A worker that does not renew it is considered dead. */
  lease?: number;
}

const TRANSACTION_JOBS = 'jobs for Redis';

/**
 * BullMQ on Redis with a transactional outbox: a job that belongs to a transaction, or that Redis cannot take
 * immediately, is stored in a table of the application's database until it is published.
 */
export class RedisQueue implements QueueDriver {
  public readonly survivesOutage = true;
  private readonly queues = new BullQueues();
  private readonly adminQueues = new BullQueues();
  private readonly publisher = new BullPublisher(this.queues);
  private readonly outbox = new Outbox();
  private readonly relay = new Relay(this.outbox, this.publisher);
  private readonly jobs = new RedisJobs(this.adminQueues);

  public readonly countJobs = this.jobs.countJobs.bind(this.jobs);
  public readonly list = this.jobs.list.bind(this.jobs);
  public readonly retry = this.jobs.retry.bind(this.jobs);
  public readonly clear = this.jobs.clear.bind(this.jobs);

  private readonly workers = new Set<QueueWorker>();
  private readonly lease: number;

  public constructor({ lease = queueConfig.lease }: RedisQueueOptions = {}) {
    this.lease = lease;
  }

  /** Starts the relay, which publishes the outbox of all processes. */
  public start(): void {
    this.relay.start();
  }

  public async push(jobs: readonly NewJob[]): Promise<void> {
    const now = clock.now().getTime();
    const queued = jobs.map((job) => toQueuedJob(job, now));
    if (transactionContext.get('transaction')) {
      await this.outbox.store(queued, HANDOVER_GRACE_SECONDS);
      await this.publishAfterCommit(queued);
    } else {
      await this.publishOrStore(queued);
    }
  }

  public async work(options: WorkOptions, process: Processor): Promise<QueueWorker> {
    const { RedisWorker } = await import('./redis/RedisWorker.js');
    const worker = new RedisWorker({ ...options, lease: this.lease }, process);
    this.workers.add(worker);
    return worker;
  }

  public countBacklog(): Promise<number> {
    return this.outbox.count();
  }

  public async createDashboard(path: string): Promise<RequestHandler> {
    const { createDashboard } = await import('./redis/dashboard.js');
    return createDashboard(path, this.adminQueues);
  }

  public async ping(): Promise<void> {
    await withQueueRedis((redis) => redis.ping());
  }

  public async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.close(0)));
    await this.relay.stop();
    await Promise.all([this.queues, this.adminQueues].map((queues) => queues.close()));
  }

  private async publishOrStore(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.publisher.publish(jobs);
    } catch (error) {
      await this.outbox.store(jobs, 0);
      this.deferToRelay(error);
    }
  }

  /** Publishes all jobs of a transaction together, after its commit. */
  private async publishAfterCommit(jobs: readonly QueuedJob[]): Promise<void> {
    const pendingJobs = transactionContext.get(TRANSACTION_JOBS) as QueuedJob[] | undefined;
    if (pendingJobs) {
      pendingJobs.push(...jobs);
      return;
    }
    const transactionJobs = [...jobs];
    transactionContext.set(TRANSACTION_JOBS, transactionJobs);
    await afterCommit(() => this.publishOutboxed(transactionJobs));
  }

  private async publishOutboxed(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.publisher.publish(jobs);
    } catch (error) {
      this.deferToRelay(error);
      return;
    }
    await this.outbox.remove(jobs);
  }

  private deferToRelay(error: unknown): void {
    if (!(error instanceof ServiceUnavailable)) {
      logger.error('Could not publish jobs to Redis, they stay in the outbox', { error });
    }
    this.relay.notify();
  }
}
