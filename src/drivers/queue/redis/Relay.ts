import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { cappedBackoff } from '../../../utils/exponentialBackoff.js';
import { logger } from '../../../logging/logger.js';
import { askQueue } from './withQueueRedis.js';
import type { Delivery } from './BullPublisher.js';
import type { Outbox } from './Outbox.js';
import type { QueuedJob } from './QueuedJob.js';

const BATCH = 100;

/** Milliseconds. What a dead process left behind is found at one of these looks. */
const IDLE_PAUSE = 5_000;
const PAUSES = { first: 250, longest: 2_000 };

/** Carries jobs from the outbox to Redis, the oldest first. It may run in any number of processes. */
export class Relay {
  private nap = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private hasEnded = false;

  public constructor(
    private readonly outbox: Outbox,
    private readonly delivery: Delivery,
  ) {}

  /** Begins to look. A process that has nothing else to do may end meanwhile. */
  public start(): void {
    this.running ??= this.run();
  }

  /** Looks at once, unless it waits for a Redis that is down. */
  public wake(): void {
    if (this.failures === 0) this.nap.abort();
  }

  /** Finishes the batch in hand. */
  public async stop(): Promise<void> {
    this.hasEnded = true;
    this.nap.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    await this.rest(PAUSES.first);
    while (!this.hasEnded) {
      await this.round();
      await this.rest(this.failures === 0 ? IDLE_PAUSE : cappedBackoff(this.failures, PAUSES));
    }
  }

  private async rest(pause: number): Promise<void> {
    await sleep(pause, undefined, { ref: false, signal: this.nap.signal }).catch(() => undefined);
    // Made anew only now: who called while the batch was in hand is heard too.
    if (!this.hasEnded) this.nap = new AbortController();
  }

  private async round(): Promise<void> {
    try {
      while (!this.hasEnded && (await this.deliverBatch())) this.failures = 0;
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (!(error instanceof ServiceUnavailable)) logger.warn('Jobs wait in the outbox', { error });
    }
  }

  /** Whether there may be more. */
  private async deliverBatch(): Promise<boolean> {
    // Nothing is claimed that could not be delivered.
    await askQueue((redis) => redis.ping());
    const jobs = await this.outbox.claim(BATCH);
    if (jobs.length > 0) await this.deliver(jobs);
    return jobs.length === BATCH;
  }

  private async deliver(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.delivery.deliver(jobs);
    } catch (error) {
      await this.despite(error, jobs);
      return;
    }
    await this.outbox.remove(jobs);
    logger.info('Jobs left the outbox', { count: jobs.length });
  }

  /** Of several jobs that were refused together, only some may be at fault. */
  private async despite(error: unknown, jobs: readonly QueuedJob[]): Promise<void> {
    if (error instanceof ServiceUnavailable) {
      await this.outbox.release(jobs);
      throw error;
    }
    for (const job of jobs) await (jobs.length > 1 ? this.deliver([job]) : this.layAside(job, error));
  }

  private async layAside(job: QueuedJob, error: unknown): Promise<void> {
    logger.error('Redis refuses a job', { job: job.name, id: job.id, error });
    await this.outbox.postpone(job);
  }
}
