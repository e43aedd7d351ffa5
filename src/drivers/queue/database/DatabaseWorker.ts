import { AsyncLocalStorage } from 'node:async_hooks';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { randomBetween, randomId } from '../../../utils/random.js';
import type { Processor, QueueWorker, WorkOptions } from '../QueueDriver.js';
import { CompletionBatch } from './CompletionBatch.js';
import { RetryingDatabase, sleepUntilAborted } from './RetryingDatabase.js';
import { completeJobs, releaseJobs, renewLeases } from './settle.js';
import type { ClaimedJob } from './ClaimedJob.js';
import { QueueConsumer } from './QueueConsumer.js';
import { pollQueues, promoteDelayed, pruneJobs, requeueStalled, releaseParents } from './maintenance.js';

/** Milliseconds between two looks for finished jobs that nobody needs any more. */
const PRUNE_INTERVAL_MS = 10_000;
/** Renewals of a lease while it lasts: two may fail. */
const RENEWALS_PER_LEASE = 3;
const IDLE_CHECK_INTERVAL_MS = 10;
/** Milliseconds for jobs to notice that they are not wanted any more. */
const ABORT_GRACE_MS = 500;

/** Works queues of the database in this process. */
export class DatabaseWorker implements QueueWorker {
  private readonly id = randomId();
  private readonly stopController = new AbortController();
  private readonly closeController = new AbortController();
  private readonly database = new RetryingDatabase(this.closeController.signal);
  private readonly consumers: QueueConsumer[];
  // What wakes a worker may be a request; a job is none of that request's doing.
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
      for (const lane of this.consumers) if (queues.includes(lane.queue)) lane.notify();
    });
  }

  public async close(timeoutMs: number): Promise<void> {
    this.stopController.abort();
    await this.waitUntilIdle(timeoutMs);
    const left = this.inFlight;
    for (const job of left) job.markLost('The worker is closing');
    if (left.length > 0)
      await this.database.bestEffort(() =>
        releaseJobs(
          this.id,
          left.map(({ row }) => row.id),
        ),
      );
    await this.waitUntilIdle(ABORT_GRACE_MS);
    this.closeController.abort();
  }

  /** Waits until nothing is in hand, for so many milliseconds at most. */
  private async waitUntilIdle(timeoutMs: number): Promise<void> {
    const end = performance.now() + timeoutMs;
    const isBusy = (): boolean => this.consumers.some((lane) => lane.isBusy);
    while (isBusy() && performance.now() < end)
      await sleepUntilAborted(IDLE_CHECK_INTERVAL_MS, this.closeController.signal);
  }

  private get queues(): QueueName[] {
    return this.consumers.map(({ queue }) => queue);
  }

  private get inFlight(): ClaimedJob[] {
    return this.consumers.flatMap(({ inFlight }) => inFlight);
  }

  /** Again and again until the worker closes, never in step with other workers. */
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
    for (const job of inFlight) if (lost.includes(job.row.id)) job.markLost('Another worker took the job over');
  }
}
