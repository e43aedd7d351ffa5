import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { logger } from '../../../logging/logger.js';
import { connectForWorkers } from '../../redis/index.js';
import type { ActiveJob, Processor, QueueWorker, WorkOptions } from '../QueueDriver.js';
import { toActiveJob, toJobFailure } from './activeJob.js';
import { bullPrefix } from './BullQueues.js';

/** BullMQ fails a job that stalls for the second time. Here a stall counts as an attempt instead. */
const MAX_STALLED = 1_000;

const RETRY_DELAY_MS = 1_000;
const ABORT_GRACE_MS = 250;
const DISCONNECT_TIMEOUT_MS = 1_000;

interface RedisWorkerOptions extends WorkOptions {
  /** Lease in milliseconds. A worker that does not renew it is considered dead. */
  lease: number;
}

/** Runs jobs with BullMQ's workers, which share a connection and add a blocking one each. */
export class RedisWorker implements QueueWorker {
  private readonly connection = connectForWorkers();
  private readonly abortController = new AbortController();
  private readonly interruptCallbacks = new Set<(reason: Error) => void>();
  private readonly workers: Worker<object>[];
  private shutdown: Promise<void> | undefined;

  public constructor(
    private readonly options: RedisWorkerOptions,
    private readonly process: Processor,
  ) {
    this.workers = options.queues.map((name) => this.createWorker(name));
  }

  public close(timeoutMs: number): Promise<void> {
    this.shutdown ??= this.shutDown(timeoutMs);
    return this.shutdown;
  }

  private async shutDown(timeoutMs: number): Promise<void> {
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.race([closed, sleep(timeoutMs, undefined, { ref: false })]);
    this.abortController.abort(new Error('The worker is closing'));
    await Promise.race([closed, sleep(ABORT_GRACE_MS, undefined, { ref: false })]);
    for (const interrupt of this.interruptCallbacks) interrupt(new Error('The worker was closed'));
    // Do not wait for a Redis that is down. Its jobs run again once their locks have expired.
    await Promise.race([closed, sleep(DISCONNECT_TIMEOUT_MS, undefined, { ref: false })]);
    this.connection.disconnect();
  }

  private createWorker(name: QueueName): Worker<object> {
    const { concurrency, lease } = this.options;
    const { rate } = queueConfig.queues[name];
    const worker = new Worker<object>(name, (job, token) => this.runJob(job, name, token), {
      connection: this.connection,
      prefix: bullPrefix,
      concurrency,
      lockDuration: lease,
      stalledInterval: lease / 2,
      maxStalledCount: MAX_STALLED,
      runRetryDelay: RETRY_DELAY_MS,
      ...(rate && { limiter: rate }),
    });
    worker.on('error', (error) => logger.debug('Queue worker error', { queue: name, error }));
    worker.on('stalled', (id) => logger.warn('A job stalled, because its worker died', { queue: name, id }));
    return worker;
  }

  /** Runs a job. A job that is interrupted by shutdown is released, and its attempt does not count. */
  private async runJob(bullJob: Job<object>, name: QueueName, token: string | undefined): Promise<void> {
    const { signal } = this.abortController;
    const job = toActiveJob(bullJob, name, signal);
    if (job.attempt > job.attempts)
      throw new UnrecoverableError(`The worker died during each of ${job.attempts} attempts`);
    try {
      await this.runUntilInterrupted(job);
    } catch (error) {
      if (!signal.aborted) throw toJobFailure(error, job);
      await bullJob.moveToWait(token);
      throw new WaitingError();
    }
  }
  // Promise.race against one shared promise would leak its reactions for the lifetime of the worker.
  private runUntilInterrupted(job: ActiveJob): Promise<void> {
    return new Promise((resolve, reject) => {
      this.interruptCallbacks.add(reject);
      void this.process(job)
        .then(resolve, reject)
        .finally(() => this.interruptCallbacks.delete(reject));
    });
  }
}
