import { setImmediate } from 'node:timers/promises';
import type { QueueName } from '../../../config/queue.js';
import type { Processor } from '../QueueDriver.js';
import { claimJobs } from './claim.js';
import type { CompletionBatch } from './CompletionBatch.js';
import { type RetryingDatabase, sleepUntilAborted } from './RetryingDatabase.js';
import { completeChild, failJob, releaseJobs, releaseOrphans } from './settle.js';
import { ClaimedJob } from './ClaimedJob.js';
import type { JobRow } from './rows.js';

/** What the lanes of a worker share. */
export interface ConsumerContext {
  worker: string;
  lease: number;
  process: Processor;
  database: RetryingDatabase;
  completions: CompletionBatch;
  /** Aborted when no more jobs are to be taken. */
  stopSignal: AbortSignal;
  /** There may be jobs in any of the queues. */
  notifyAll: () => void;
}

/** Tries to write down what became of a job; afterwards it runs again when its lease is over. */
const MAX_SETTLE_ATTEMPTS = 50;
/** Jobs in hand for each place: one that runs and one that is being written down. */
const MAX_IN_FLIGHT_PER_SLOT = 2;

/** One queue's places in a worker: takes as many jobs as there are free places, for as long as there are more. */
export class QueueConsumer {
  private readonly jobs = new Map<number, ClaimedJob>();
  private runningCount = 0;
  private mayHaveMore = false;
  private isFilling = false;
  private mayHaveOrphans = false;

  public constructor(
    public readonly queue: QueueName,
    private readonly slots: number,
    private readonly context: ConsumerContext,
  ) {}

  public get inFlight(): ClaimedJob[] {
    return [...this.jobs.values()];
  }

  /** Whether jobs are in hand or on their way. */
  public get isBusy(): boolean {
    return this.isFilling || this.jobs.size > 0;
  }

  /** There may be jobs. */
  public notify(): void {
    this.mayHaveMore = true;
    if (!this.isFilling) void this.fillSlots();
  }

  /** A place is free once its job has run: what came of it is written down while the next one runs, but not much later. */
  private get freeSlots(): number {
    return Math.min(this.slots - this.runningCount, MAX_IN_FLIGHT_PER_SLOT * this.slots - this.jobs.size);
  }

  private get canClaim(): boolean {
    return this.mayHaveMore && this.freeSlots > 0 && !this.context.stopSignal.aborted;
  }

  private async fillSlots(): Promise<void> {
    this.isFilling = true;
    // Other places that become free in this very turn are filled by the same claim.
    await setImmediate();
    while (this.canClaim) await this.claimNext();
    this.isFilling = false;
  }

  private async claimNext(): Promise<void> {
    const { database, stopSignal } = this.context;
    const limit = this.freeSlots;
    this.mayHaveMore = false;
    const claimed = await database.retryUntilDone(() => this.claimBatch(limit));
    if (!claimed) return;
    this.mayHaveMore ||= claimed.jobs.length === limit || claimed.pauseMs > 0;
    if (stopSignal.aborted) await this.release(claimed.jobs);
    else for (const row of claimed.jobs) void this.runAndSettle(row);
    if (claimed.pauseMs > 0) await sleepUntilAborted(claimed.pauseMs, stopSignal);
  }

  private async claimBatch(limit: number) {
    const { worker, lease } = this.context;
    if (this.mayHaveOrphans) await releaseOrphans(worker, this.queue, [...this.jobs.keys()]);
    this.mayHaveOrphans = true;
    const claimed = await claimJobs({ queue: this.queue, limit, worker, lease });
    this.mayHaveOrphans = false;
    return claimed;
  }

  /** The worker was told to stop while they were on their way. */
  private async release(rows: JobRow[]): Promise<void> {
    const { worker, database } = this.context;
    if (rows.length > 0)
      await database.bestEffort(() =>
        releaseJobs(
          worker,
          rows.map(({ id }) => id),
        ),
      );
  }

  private async runAndSettle(row: JobRow): Promise<void> {
    const job = new ClaimedJob(row, this.context.worker, this.context.database);
    this.jobs.get(row.id)?.markLost('The job was given to another run');
    this.jobs.set(row.id, job);
    this.runningCount += 1;
    const settle = await this.runJob(job);
    this.runningCount -= 1;
    if (this.mayHaveMore) this.notify();
    if (!job.isLost) await this.context.database.retryUntilDone(settle, MAX_SETTLE_ATTEMPTS);
    if (this.jobs.get(row.id) === job) this.jobs.delete(row.id);
    if (this.mayHaveMore) this.notify();
  }

  /** Returns how to write down what came of it. */
  private async runJob(job: ClaimedJob): Promise<() => Promise<unknown>> {
    const { process, completions } = this.context;
    try {
      await process(job.active);
    } catch (error) {
      return () => this.recordFailure(job.row, error);
    }
    return job.row.parent_id === null ? () => completions.add(job.row.id) : () => this.completeChild(job.row);
  }

  private async recordFailure(row: JobRow, error: unknown): Promise<void> {
    await failJob(this.context.worker, row, error);
    // Without a backoff it can run again at once.
    if (row.backoff_delay === 0) this.mayHaveMore = true;
  }

  private async completeChild(row: JobRow): Promise<void> {
    await completeChild(this.context.worker, row);
    this.context.notifyAll();
  }
}
