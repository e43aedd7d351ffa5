import type { RequestHandler } from 'express';
import { queueConfig } from '../../config/queue.js';
import { afterCommit } from '../../database/transaction.js';
import { transactionContext } from '../../database/transactionContext.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';
import type { NewJob, Processor, QueueDriver, QueueWorker, WorkOptions } from './QueueDriver.js';
import { withQueueRedis } from './redis/withQueueRedis.js';
import { BullQueues } from './redis/BullQueues.js';
import { BullPublisher } from './redis/BullPublisher.js';
import { Outbox } from './redis/Outbox.js';
import { type QueuedJob, toQueuedJob } from './redis/QueuedJob.js';
import { RedisJobs } from './redis/RedisJobs.js';
import { Relay } from './redis/Relay.js';

/** Seconds that whoever dispatched a job has to hand it over, before the relay of any process does. */
const HANDOVER_GRACE_SECONDS = 5;

interface RedisQueueOptions {
  /** Milliseconds after which a worker that gave no sign of life is taken for dead. */
  lease?: number;
}

const TRANSACTION_JOBS = 'jobs for Redis';

/**
 * BullMQ on Redis. A job that Redis cannot take at once, or that belongs to a transaction, stands in the outbox, a table
 * of the application's database, until Redis has it.
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

  /** Begins to hand over what stands in the outbox, whoever left it there. */
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

  /** All jobs of one transaction together. */
  private async publishAfterCommit(jobs: readonly QueuedJob[]): Promise<void> {
    const known = transactionContext.get(TRANSACTION_JOBS) as QueuedJob[] | undefined;
    if (known) {
      known.push(...jobs);
      return;
    }
    const ofTransaction = [...jobs];
    transactionContext.set(TRANSACTION_JOBS, ofTransaction);
    await afterCommit(() => this.publishOutboxed(ofTransaction));
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
      logger.error('Jobs could not be handed to Redis: they wait in the outbox', { error });
    }
    this.relay.notify();
  }
}
