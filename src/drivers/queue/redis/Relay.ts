import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { logger } from '../../../logging/logger.js';
import { exponentialBackoff } from '../../../utils/exponentialBackoff.js';
import type { BullPublisher } from './BullPublisher.js';
import type { Outbox } from './Outbox.js';
import type { QueuedJob } from './QueuedJob.js';
import { withQueueRedis } from './withQueueRedis.js';

const BATCH_SIZE = 100;

/** Milliseconds between two polls of the outbox, which also find jobs of dead processes. */
const IDLE_INTERVAL_MS = 5_000;
const RETRY_DELAYS_MS = { first: 250, max: 2_000 };

/** Publishes jobs of the outbox to Redis, oldest first. Any number of processes may run a relay. */
export class Relay {
  private pauseController = new AbortController();
  private loop: Promise<void> | undefined;
  private failures = 0;
  private isStopped = false;

  public constructor(
    private readonly outbox: Outbox,
    private readonly publisher: BullPublisher,
  ) {}

  /** Starts the loop. It does not keep the process alive. */
  public start(): void {
    this.loop ??= this.runLoop();
  }

  /** Polls immediately, unless the relay is backing off because Redis is down. */
  public notify(): void {
    if (this.failures === 0) this.pauseController.abort();
  }

  /** Stops after the batch in flight. */
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

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { ref: false, signal: this.pauseController.signal }).catch(() => undefined);
    // Replaced only now, so that a notification during the last batch also ends this pause.
    if (!this.isStopped) this.pauseController = new AbortController();
  }

  private async tick(): Promise<void> {
    try {
      while (!this.isStopped && (await this.publishBatch())) this.failures = 0;
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (!(error instanceof ServiceUnavailable))
        logger.warn('Could not publish jobs from the outbox, will retry', { error });
    }
  }

  /** Publishes one batch; returns true if there may be more. */
  private async publishBatch(): Promise<boolean> {
    // Claim nothing while Redis is down.
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
    logger.info('Published jobs from the outbox', { count: jobs.length });
  }

  /** When Redis rejects a batch, only some of its jobs may be at fault. */
  private async retryIndividually(error: unknown, jobs: readonly QueuedJob[]): Promise<void> {
    if (error instanceof ServiceUnavailable) {
      await this.outbox.release(jobs);
      throw error;
    }
    for (const job of jobs) await (jobs.length > 1 ? this.publish([job]) : this.postpone(job, error));
  }

  private async postpone(job: QueuedJob, error: unknown): Promise<void> {
    logger.error('Redis rejected a job', { job: job.name, id: job.id, error });
    await this.outbox.postpone(job);
  }
}
