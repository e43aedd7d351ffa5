import { AsyncLocalStorage } from 'node:async_hooks';
import { queueConfig, type QueueName } from '../../../config/queue.js';
import { randomBetween, randomId } from '../../../utils/random.js';
import type { Processor, QueueWorker, WorkOptions } from '../QueueDriver.js';
import { CompletionBatch } from './CompletionBatch.js';
import { DatabaseLink, pause } from './RetryingDatabase.js';
import { complete, giveBack, renew } from './settle.js';
import type { ClaimedJob } from './ClaimedJob.js';
import { QueueLane } from './QueueConsumer.js';
import { lookAround, promote, prune, recover, releaseParents } from './maintenance.js';

/** Milliseconds between two looks for finished jobs that nobody needs any more. */
const PRUNE_INTERVAL = 10_000;
/** Renewals of a lease while it lasts: two may fail. */
const RENEWALS = 3;
const CLOSING_INTERVAL = 10;
/** Milliseconds for jobs to notice that they are not wanted any more. */
const GIVING_BACK = 500;

/** Works queues of the database in this process. */
export class DatabaseWorker implements QueueWorker {
  private readonly id = randomId();
  private readonly stopping = new AbortController();
  private readonly closing = new AbortController();
  private readonly link = new DatabaseLink(this.closing.signal);
  private readonly lanes: QueueLane[];
  // What wakes a worker may be a request; a job is none of that request's doing.
  private readonly apart = AsyncLocalStorage.snapshot();

  public constructor(
    { queues, concurrency }: WorkOptions,
    process: Processor,
    private readonly lease: number,
  ) {
    const completions = new CompletionBatch((ids) => complete(this.id, ids));
    const { id: worker, link } = this;
    const stopping = this.stopping.signal;
    const wakeAll = (): void => this.wake(queues);
    const context = { worker, lease, process, link, completions, stopping, wakeAll };
    this.lanes = queues.map((queue) => new QueueLane(queue, concurrency, context));
  }

  public start(): void {
    void this.every(queueConfig.pollInterval, () => this.look());
    void this.every(this.lease / RENEWALS, () => this.renewLeases());
    void this.every(PRUNE_INTERVAL, () => prune(this.queues));
    void this.every(PRUNE_INTERVAL, releaseParents);
  }

  public wake(queues: readonly QueueName[]): void {
    this.apart(() => {
      for (const lane of this.lanes) if (queues.includes(lane.queue)) lane.wake();
    });
  }

  public async close(patience: number): Promise<void> {
    this.stopping.abort();
    await this.quiet(patience);
    const left = this.inHand;
    for (const job of left) job.lose('The worker is closing');
    if (left.length > 0)
      await this.link.attempt(() =>
        giveBack(
          this.id,
          left.map(({ row }) => row.id),
        ),
      );
    await this.quiet(GIVING_BACK);
    this.closing.abort();
  }

  /** Waits until nothing is in hand, for so many milliseconds at most. */
  private async quiet(patience: number): Promise<void> {
    const end = performance.now() + patience;
    const isBusy = (): boolean => this.lanes.some((lane) => lane.isBusy);
    while (isBusy() && performance.now() < end) await pause(CLOSING_INTERVAL, this.closing.signal);
  }

  private get queues(): QueueName[] {
    return this.lanes.map(({ queue }) => queue);
  }

  private get inHand(): ClaimedJob[] {
    return this.lanes.flatMap(({ inHand }) => inHand);
  }

  /** Again and again until the worker closes, never in step with other workers. */
  private async every(interval: number, task: () => Promise<void>): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.link.insist(task);
      await pause(randomBetween(Math.ceil(interval * 0.8), Math.ceil(interval * 1.2) + 1), this.closing.signal);
    }
  }

  private async look(): Promise<void> {
    const { waiting, hasDue, hasAbandoned } = await lookAround(this.queues);
    this.wake(waiting);
    if (hasDue) await promote(this.queues);
    if (hasAbandoned) await recover(this.queues);
    if (hasDue || hasAbandoned) this.wake(this.queues);
  }

  private async renewLeases(): Promise<void> {
    const { inHand } = this;
    if (inHand.length === 0) return;
    const lost = await renew(
      this.id,
      inHand.map(({ row }) => row.id),
      this.lease,
    );
    for (const job of inHand) if (lost.includes(job.row.id)) job.lose('Another worker took the job over');
  }
}
