import type { RequestHandler } from 'express';
import { queueConfig } from '../../config/queue.js';
import { afterCommit } from '../../database/transaction.js';
import { transactionContext } from '../../database/transactionContext.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';
import type { NewJob, Processor, QueueDriver, QueueWorker, WorkOptions } from './QueueDriver.js';
import { askQueue } from './redis/withQueueRedis.js';
import { BullQueues } from './redis/BullQueues.js';
import { Delivery } from './redis/BullPublisher.js';
import { Outbox } from './redis/Outbox.js';
import { type QueuedJob, toQueued } from './redis/QueuedJob.js';
import { RedisJobs } from './redis/RedisJobs.js';
import { Relay } from './redis/Relay.js';

/** Seconds that whoever dispatched a job has to hand it over, before the relay of any process does. */
const HANDOVER = 5;

interface RedisQueueOptions {
  /** Milliseconds after which a worker that gave no sign of life is taken for dead. */
  lease?: number;
}

const JOBS = 'jobs for Redis';

/**
 * BullMQ on Redis. A job that Redis cannot take at once, or that belongs to a transaction, stands in the outbox, a table
 * of the application's database, until Redis has it.
 */
export class RedisQueue implements QueueDriver {
  public readonly survivesOutage = true;
  private readonly queues = new BullQueues();
  private readonly administered = new BullQueues();
  private readonly delivery = new Delivery(this.queues);
  private readonly outbox = new Outbox();
  private readonly relay = new Relay(this.outbox, this.delivery);
  private readonly jobs = new RedisJobs(this.administered);

  public readonly counts = this.jobs.counts.bind(this.jobs);
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
    const queued = jobs.map((job) => toQueued(job, now));
    if (transactionContext.get('transaction')) {
      await this.outbox.keep(queued, HANDOVER);
      await this.handOverAfterCommit(queued);
    } else {
      await this.deliverOrKeep(queued);
    }
  }

  public async work(options: WorkOptions, process: Processor): Promise<QueueWorker> {
    const { RedisWorker } = await import('./redis/RedisWorker.js');
    const worker = new RedisWorker({ ...options, lease: this.lease }, process);
    this.workers.add(worker);
    return worker;
  }

  public backlog(): Promise<number> {
    return this.outbox.count();
  }

  public async dashboard(path: string): Promise<RequestHandler> {
    const { createDashboard } = await import('./redis/dashboard.js');
    return createDashboard(path, this.administered);
  }

  public async ping(): Promise<void> {
    await askQueue((redis) => redis.ping());
  }

  public async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.close(0)));
    await this.relay.stop();
    await Promise.all([this.queues, this.administered].map((queues) => queues.close()));
  }

  private async deliverOrKeep(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.delivery.deliver(jobs);
    } catch (error) {
      await this.outbox.keep(jobs, 0);
      this.leaveToRelay(error);
    }
  }

  /** All jobs of one transaction together. */
  private async handOverAfterCommit(jobs: readonly QueuedJob[]): Promise<void> {
    const known = transactionContext.get(JOBS) as QueuedJob[] | undefined;
    if (known) {
      known.push(...jobs);
      return;
    }
    const ofTransaction = [...jobs];
    transactionContext.set(JOBS, ofTransaction);
    await afterCommit(() => this.handOver(ofTransaction));
  }

  private async handOver(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.delivery.deliver(jobs);
    } catch (error) {
      this.leaveToRelay(error);
      return;
    }
    await this.outbox.remove(jobs);
  }

  private leaveToRelay(error: unknown): void {
    if (!(error instanceof ServiceUnavailable)) {
      logger.error('Jobs could not be handed to Redis: they wait in the outbox', { error });
    }
    this.relay.wake();
  }
}
