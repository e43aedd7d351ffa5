import { AsyncLocalStorage } from 'node:async_hooks';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { randomBetween, randomId } from '../../../utils/random.js';
import type { Processor, QueueWorker, WorkOptions } from '../QueueDriver.js';
import type { ClaimedJob } from './ClaimedJob.js';
import { CompletionBatch } from './CompletionBatch.js';
import { pollQueues, promoteDelayed, pruneJobs, requeueStalled, releaseParents } from './maintenance.js';
import { QueueConsumer } from './QueueConsumer.js';
import { RetryingDatabase, sleepUntilAborted } from './RetryingDatabase.js';
import { completeJobs, releaseJobs, renewLeases } from './settle.js';

/** Milliseconds between two removals of expired jobs. */
const PRUNE_INTERVAL_MS = 10_000;
/** Renewals per lease, so that two in a row may fail. */
const RENEWALS_PER_LEASE = 3;
const IDLE_CHECK_INTERVAL_MS = 10;
/** Milliseconds that running jobs get to react to their abort signal. */
const ABORT_GRACE_MS = 500;

/** Runs jobs of the database queue in this process. */
export class DatabaseWorker implements QueueWorker {
  private readonly id = randomId();
  private readonly stopController = new AbortController();
  private readonly closeController = new AbortController();
  private readonly database = new RetryingDatabase(this.closeController.signal);
  private readonly consumers: QueueConsumer[];
  // A request may notify a worker, but jobs must not inherit the request's context.
  private readonly runDetached = AsyncLocalStorage.snapshot();

  public constructor(
    { queues, concurrency }: WorkOptions,
    process: Processor,
    private readonly lease: number,
  ) {
    const completions = new CompletionBatch((ids) => completeJobs(this.id, ids));
    const { id: worker, database } = this;
    const stopSignal = this.stopController.signal;
    const notifyAll = (): void => this.notify(queues);
    const context = { worker, lease, process, database, completions, stopSignal, notifyAll };
    this.consumers = queues.map((queue) => new QueueConsumer(queue, concurrency, context));
  }

  public start(): void {
    void this.repeatEvery(queueConfig.pollIntervalMs, () => this.poll());
    void this.repeatEvery(this.lease / RENEWALS_PER_LEASE, () => this.renewLeases());
    void this.repeatEvery(PRUNE_INTERVAL_MS, () => pruneJobs(this.queues));
    void this.repeatEvery(PRUNE_INTERVAL_MS, releaseParents);
  }

  public notify(queues: readonly QueueName[]): void {
    this.runDetached(() => {
      for (const consumer of this.consumers) if (queues.includes(consumer.queue)) consumer.notify();
    });
  }

  public async close(timeoutMs: number): Promise<void> {
    this.stopController.abort();
    await this.waitUntilIdle(timeoutMs);
    const unfinished = this.inFlight;
    for (const job of unfinished) job.markLost('The worker is closing');
    if (unfinished.length > 0)
      await this.database.bestEffort(() =>
        releaseJobs(
          this.id,
          unfinished.map(({ row }) => row.id),
        ),
      );
    await this.waitUntilIdle(ABORT_GRACE_MS);
    this.closeController.abort();
  }

  /** Waits until no job is in flight, for at most `timeoutMs`. */
  private async waitUntilIdle(timeoutMs: number): Promise<void> {
    const end = performance.now() + timeoutMs;
    const isBusy = (): boolean => this.consumers.some((consumer) => consumer.isBusy);
    while (isBusy() && performance.now() < end)
      await sleepUntilAborted(IDLE_CHECK_INTERVAL_MS, this.closeController.signal);
  }

  private get queues(): QueueName[] {
    return this.consumers.map(({ queue }) => queue);
  }

  private get inFlight(): ClaimedJob[] {
    return this.consumers.flatMap(({ inFlight }) => inFlight);
  }

  /** Repeats the task until the worker closes. The random interval keeps workers from polling in step. */
  private async repeatEvery(interval: number, task: () => Promise<void>): Promise<void> {
    while (!this.closeController.signal.aborted) {
      await this.database.retryUntilDone(task);
      await sleepUntilAborted(
        randomBetween(Math.ceil(interval * 0.8), Math.ceil(interval * 1.2) + 1),
        this.closeController.signal,
      );
    }
  }

  private async poll(): Promise<void> {
    const { waitingQueues, hasDue, hasStalled } = await pollQueues(this.queues);
    this.notify(waitingQueues);
    if (hasDue) await promoteDelayed(this.queues);
    if (hasStalled) await requeueStalled(this.queues);
    if (hasDue || hasStalled) this.notify(this.queues);
  }

  private async renewLeases(): Promise<void> {
    const { inFlight } = this;
    if (inFlight.length === 0) return;
    const lost = await renewLeases(
      this.id,
      inFlight.map(({ row }) => row.id),
      this.lease,
    );
    for (const job of inFlight) if (lost.includes(job.row.id)) job.markLost('Another worker has taken over the job');
  }
}
