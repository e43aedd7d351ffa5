import { setImmediate } from 'node:timers/promises';
import type { QueueName } from '../../../config/queue.js';
import type { Processor } from '../QueueDriver.js';
import { claimJobs } from './claim.js';
import { ClaimedJob } from './ClaimedJob.js';
import type { CompletionBatch } from './CompletionBatch.js';
import { type RetryingDatabase, sleepUntilAborted } from './RetryingDatabase.js';
import type { JobRow } from './rows.js';
import { completeChild, failJob, releaseJobs, releaseOrphans } from './settle.js';

/** Shared by all consumers of a worker. */
export interface ConsumerContext {
  worker: string;
  lease: number;
  process: Processor;
  database: RetryingDatabase;
  completions: CompletionBatch;
  /** Aborted when the worker stops claiming jobs. */
  stopSignal: AbortSignal;
  /** Tells all consumers that there may be jobs. */
  notifyAll: () => void;
}

/** Attempts to store the outcome of a job. After the last one, the job runs again once its lease has expired. */
const MAX_SETTLE_ATTEMPTS = 50;
/** Jobs in flight per slot: one that runs and one whose outcome is being stored. */
const MAX_IN_FLIGHT_PER_SLOT = 2;

/** Runs jobs of one queue in a fixed number of slots, and claims more while slots are free and jobs are waiting. */
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

  /** True while jobs are in flight or being claimed. */
  public get isBusy(): boolean {
    return this.isFilling || this.jobs.size > 0;
  }

  /** Signals that there may be jobs. */
  public notify(): void {
    this.mayHaveMore = true;
    if (!this.isFilling) void this.fillSlots();
  }

  /**
   * A slot is free once its job has run; the outcome is stored while the next job runs. The number of outcomes that are
   * still to be stored is limited.
   */
  private get freeSlots(): number {
    return Math.min(this.slots - this.runningCount, MAX_IN_FLIGHT_PER_SLOT * this.slots - this.jobs.size);
  }

  private get canClaim(): boolean {
    return this.mayHaveMore && this.freeSlots > 0 && !this.context.stopSignal.aborted;
  }

  private async fillSlots(): Promise<void> {
    this.isFilling = true;
    // Slots that become free in the same turn of the event loop share one claim.
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

  /** Releases jobs that were claimed while the worker was told to stop. */
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
    this.jobs.get(row.id)?.markLost('The job was claimed again');
    this.jobs.set(row.id, job);
    this.runningCount += 1;
    const settle = await this.runJob(job);
    this.runningCount -= 1;
    if (this.mayHaveMore) this.notify();
    if (!job.isLost) await this.context.database.retryUntilDone(settle, MAX_SETTLE_ATTEMPTS);
    if (this.jobs.get(row.id) === job) this.jobs.delete(row.id);
    if (this.mayHaveMore) this.notify();
  }

  /** Runs the job and returns a function that stores its outcome. */
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
    // Without a backoff the job can run again immediately.
    if (row.backoff_delay === 0) this.mayHaveMore = true;
  }

  private async completeChild(row: JobRow): Promise<void> {
    await completeChild(this.context.worker, row);
    this.context.notifyAll();
  }
}
