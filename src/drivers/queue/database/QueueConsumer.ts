import { setImmediate } from 'node:timers/promises';
import type { QueueName } from '../../../config/queue.js';
import type { Processor } from '../QueueDriver.js';
import { claimJobs } from './claim.js';
import type { CompletionBatch } from './CompletionBatch.js';
import { type DatabaseLink, pause } from './RetryingDatabase.js';
import { completeChild, fail, giveBack, giveBackStrays } from './settle.js';
import { ClaimedJob } from './ClaimedJob.js';
import type { JobRow } from './rows.js';

/** What the lanes of a worker share. */
export interface LaneContext {
  worker: string;
  lease: number;
  process: Processor;
  link: DatabaseLink;
  completions: CompletionBatch;
  /** Aborted when no more jobs are to be taken. */
  stopping: AbortSignal;
  /** There may be jobs in any of the queues. */
  wakeAll: () => void;
}

/** Tries to write down what became of a job; afterwards it runs again when its lease is over. */
const TRIES = 50;
/** Jobs in hand for each place: one that runs and one that is being written down. */
const UNWRITTEN = 2;

/** One queue's places in a worker: takes as many jobs as there are free places, for as long as there are more. */
export class QueueLane {
  private readonly jobs = new Map<number, ClaimedJob>();
  private running = 0;
  private mayHaveMore = false;
  private isFilling = false;
  private mayHaveStrays = false;

  public constructor(
    public readonly queue: QueueName,
    private readonly places: number,
    private readonly context: LaneContext,
  ) {}

  public get inHand(): ClaimedJob[] {
    return [...this.jobs.values()];
  }

  /** Whether jobs are in hand or on their way. */
  public get isBusy(): boolean {
    return this.isFilling || this.jobs.size > 0;
  }

  /** There may be jobs. */
  public wake(): void {
    this.mayHaveMore = true;
    if (!this.isFilling) void this.fill();
  }

  /** A place is free once its job has run: what came of it is written down while the next one runs, but not much later. */
  private get free(): number {
    return Math.min(this.places - this.running, UNWRITTEN * this.places - this.jobs.size);
  }

  private get canTake(): boolean {
    return this.mayHaveMore && this.free > 0 && !this.context.stopping.aborted;
  }

  private async fill(): Promise<void> {
    this.isFilling = true;
    // Other places that become free in this very turn are filled by the same claim.
    await setImmediate();
    while (this.canTake) await this.take();
    this.isFilling = false;
  }

  private async take(): Promise<void> {
    const { link, stopping } = this.context;
    const limit = this.free;
    this.mayHaveMore = false;
    const claimed = await link.insist(() => this.claim(limit));
    if (!claimed) return;
    this.mayHaveMore ||= claimed.taken.length === limit || claimed.pause > 0;
    if (stopping.aborted) await this.refuse(claimed.taken);
    else for (const row of claimed.taken) void this.work(row);
    if (claimed.pause > 0) await pause(claimed.pause, stopping);
  }

  private async claim(limit: number) {
    const { worker, lease } = this.context;
    if (this.mayHaveStrays) await giveBackStrays(worker, this.queue, [...this.jobs.keys()]);
    this.mayHaveStrays = true;
    const claimed = await claimJobs({ queue: this.queue, limit, worker, lease });
    this.mayHaveStrays = false;
    return claimed;
  }

  /** The worker was told to stop while they were on their way. */
  private async refuse(rows: JobRow[]): Promise<void> {
    const { worker, link } = this.context;
    if (rows.length > 0)
      await link.attempt(() =>
        giveBack(
          worker,
          rows.map(({ id }) => id),
        ),
      );
  }

  private async work(row: JobRow): Promise<void> {
    const job = new ClaimedJob(row, this.context.worker, this.context.link);
    this.jobs.get(row.id)?.lose('The job was given to another run');
    this.jobs.set(row.id, job);
    this.running += 1;
    const settle = await this.run(job);
    this.running -= 1;
    if (this.mayHaveMore) this.wake();
    if (!job.isLost) await this.context.link.insist(settle, TRIES);
    if (this.jobs.get(row.id) === job) this.jobs.delete(row.id);
    if (this.mayHaveMore) this.wake();
  }

  /** Returns how to write down what came of it. */
  private async run(job: ClaimedJob): Promise<() => Promise<unknown>> {
    const { process, completions } = this.context;
    try {
      await process(job.active);
    } catch (error) {
      return () => this.fail(job.row, error);
    }
    return job.row.parent_id === null ? () => completions.add(job.row.id) : () => this.completeChild(job.row);
  }

  private async fail(row: JobRow, error: unknown): Promise<void> {
    await fail(this.context.worker, row, error);
    // Without a backoff it can run again at once.
    if (row.backoff_delay === 0) this.mayHaveMore = true;
  }

  private async completeChild(row: JobRow): Promise<void> {
    await completeChild(this.context.worker, row);
    this.context.wakeAll();
  }
}
