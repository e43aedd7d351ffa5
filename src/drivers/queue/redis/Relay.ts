import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { exponentialBackoff } from '../../../utils/exponentialBackoff.js';
import { logger } from '../../../logging/logger.js';
import { withQueueRedis } from './withQueueRedis.js';
import type { BullPublisher } from './BullPublisher.js';
import type { Outbox } from './Outbox.js';
import type { QueuedJob } from './QueuedJob.js';

const BATCH_SIZE = 100;

/** Milliseconds. What a dead process left behind is found at one of these looks. */
const IDLE_INTERVAL_MS = 5_000;
const RETRY_DELAYS_MS = { first: 250, max: 2_000 };

/** Carries jobs from the outbox to Redis, the oldest first. It may run in any number of processes. */
export class Relay {
  private pauseController = new AbortController();
  private loop: Promise<void> | undefined;
  private failures = 0;
  private isStopped = false;

  public constructor(
    private readonly outbox: Outbox,
    private readonly publisher: BullPublisher,
  ) {}

  /** Begins to look. A process that has nothing else to do may end meanwhile. */
  public start(): void {
    this.loop ??= this.runLoop();
  }

  /** Looks at once, unless it waits for a Redis that is down. */
  public notify(): void {
    if (this.failures === 0) this.pauseController.abort();
  }

  /** Finishes the batch in hand. */
  public async stop(): Promise<void> {
    this.isStopped = true;
    this.pauseController.abort();
    await this.loop;
  }

  private async runLoop(): Promise<void> {
    await this.pause(RETRY_DELAYS_MS.first);
    while (!this.isStopped) {
      await this.tick();
      await this.pause(this.failures === 0 ? IDLE_INTERVAL_MS : exponentialBackoff(this.failures, RETRY_DELAYS_MS));
    }
  }

  private async pause(pause: number): Promise<void> {
    await sleep(pause, undefined, { ref: false, signal: this.pauseController.signal }).catch(() => undefined);
    // Made anew only now: who called while the batch was in hand is heard too.
    if (!this.isStopped) this.pauseController = new AbortController();
  }

  private async tick(): Promise<void> {
    try {
      while (!this.isStopped && (await this.publishBatch())) this.failures = 0;
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (!(error instanceof ServiceUnavailable)) logger.warn('Jobs wait in the outbox', { error });
    }
  }

  /** Whether there may be more. */
  private async publishBatch(): Promise<boolean> {
    // Nothing is claimed that could not be delivered.
    await withQueueRedis((redis) => redis.ping());
    const jobs = await this.outbox.claim(BATCH_SIZE);
    if (jobs.length > 0) await this.publish(jobs);
    return jobs.length === BATCH_SIZE;
  }

  private async publish(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.publisher.publish(jobs);
    } catch (error) {
      await this.retryIndividually(error, jobs);
      return;
    }
    await this.outbox.remove(jobs);
    logger.info('Jobs left the outbox', { count: jobs.length });
  }

  /** Of several jobs that were refused together, only some may be at fault. */
  private async retryIndividually(error: unknown, jobs: readonly QueuedJob[]): Promise<void> {
    if (error instanceof ServiceUnavailable) {
      await this.outbox.release(jobs);
      throw error;
    }
    for (const job of jobs) await (jobs.length > 1 ? this.publish([job]) : this.postpone(job, error));
  }

  private async postpone(job: QueuedJob, error: unknown): Promise<void> {
    logger.error('Redis refuses a job', { job: job.name, id: job.id, error });
    await this.outbox.postpone(job);
  }
}
