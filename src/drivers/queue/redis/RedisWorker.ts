import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { logger } from '../../../logging/logger.js';
import { connectPatiently } from '../../redis/index.js';
import type { ActiveJob, Processor, QueueWorker, WorkOptions } from '../QueueDriver.js';
import { activeJob, failureOf } from './activeJob.js';
import { bullPrefix } from './BullQueues.js';

/** BullMQ would give a job up that lost its worker for the second time; here that counts as an attempt. */
const NO_LIMIT = 1_000;

/** Milliseconds. */
const PAUSE_AFTER_ERROR = 1_000;
const GRACE = 250;
const LAST_PATIENCE = 1_000;

interface Options extends WorkOptions {
  /** Milliseconds after which a worker that gave no sign of life is taken for dead. */
  lease: number;
}

/** Works queues with BullMQ's workers, which share a connection and block on one more each. */
export class RedisWorker implements QueueWorker {
  private readonly connection = connectPatiently();
  private readonly ending = new AbortController();
  private readonly interrupts = new Set<(reason: Error) => void>();
  private readonly workers: Worker<object>[];
  private closing: Promise<void> | undefined;

  public constructor(
    private readonly options: Options,
    private readonly process: Processor,
  ) {
    this.workers = options.queues.map((name) => this.open(name));
  }

  public close(patience: number): Promise<void> {
    this.closing ??= this.end(patience);
    return this.closing;
  }

  private async end(patience: number): Promise<void> {
    const closed = Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
    this.ending.abort(new Error('The worker ends'));
    await Promise.race([closed, sleep(GRACE, undefined, { ref: false })]);
    for (const interrupt of this.interrupts) interrupt(new Error('The worker ended'));
    // A Redis that is down would keep the process for ever; its jobs run again once their locks have lapsed.
    await Promise.race([closed, sleep(LAST_PATIENCE, undefined, { ref: false })]);
    this.connection.disconnect();
  }

  private open(name: QueueName): Worker<object> {
    const { concurrency, lease } = this.options;
    const { rate } = queueConfig.queues[name];
    const worker = new Worker<object>(name, (job, token) => this.perform(job, name, token), {
      connection: this.connection,
      prefix: bullPrefix,
      concurrency,
      lockDuration: lease,
      stalledInterval: lease / 2,
      maxStalledCount: NO_LIMIT,
      runRetryDelay: PAUSE_AFTER_ERROR,
      ...(rate && { limiter: rate }),
    });
    worker.on('error', (error) => logger.debug('A queue is worked with difficulty', { queue: name, error }));
    worker.on('stalled', (id) => logger.warn('A job lost its worker', { queue: name, id }));
    return worker;
  }

  /** What the end of the worker interrupts is given back: that was no failed attempt. */
  private async perform(bullJob: Job<object>, name: QueueName, token: string | undefined): Promise<void> {
    const { signal } = this.ending;
    const job = activeJob(bullJob, name, signal);
    if (job.attempt > job.attempts) throw new UnrecoverableError(`Its worker ended before it, ${job.attempts} times`);
    try {
      await this.untilDoneOrInterrupted(job);
    } catch (error) {
      if (!signal.aborted) throw failureOf(error, job);
      await bullJob.moveToWait(token);
      throw new WaitingError();
    }
  }
  // Not by a race against one promise for all jobs: each would leave its reactions with it for as long as the worker lives.
  private untilDoneOrInterrupted(job: ActiveJob): Promise<void> {
    return new Promise((resolve, reject) => {
      this.interrupts.add(reject);
      void this.process(job)
        .then(resolve, reject)
        .finally(() => this.interrupts.delete(reject));
    });
  }
}
