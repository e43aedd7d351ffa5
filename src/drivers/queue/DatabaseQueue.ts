import { queueConfig } from '../../config/queue.js';
import { afterCommit } from '../../database/transaction.js';
import { clearJobs, countJobs, listJobs, pingJobsTable, retryJobs } from './database/administration.js';
import { DatabaseWorker } from './database/DatabaseWorker.js';
import { insertJobs } from './database/insert.js';
import { ensureRateRows } from './database/rates.js';
import type { NewJob, Processor, QueueDriver, QueueWorker, WorkOptions } from './QueueDriver.js';

interface DatabaseQueueOptions {
  /** Lease in milliseconds. A worker that does not renew it is considered dead. */
  lease?: number;
}

/**
 * Jobs in the application's own database, so that a dispatch commits or rolls back with everything else. Requires SKIP
 * LOCKED: PostgreSQL, MySQL 8.0, MariaDB 10.6; or SQLite.
 */
export class DatabaseQueue implements QueueDriver {
  public readonly survivesOutage = false;
  public readonly countJobs = countJobs;
  public readonly list = listJobs;
  public readonly retry = retryJobs;
  public readonly clear = clearJobs;
  public readonly ping = pingJobsTable;
  private readonly workers = new Set<DatabaseWorker>();
  private readonly lease: number;

  public constructor({ lease = queueConfig.lease }: DatabaseQueueOptions = {}) {
    this.lease = lease;
  }

  public start(): void {
    // The workers do all background work.
  }

  public async push(jobs: readonly NewJob[]): Promise<void> {
    await insertJobs(jobs);
    if (this.workers.size > 0) await afterCommit(() => this.notifyWorkers(jobs));
  }

  public async work(options: WorkOptions, process: Processor): Promise<QueueWorker> {
    await ensureRateRows(options.queues);
    const worker = new DatabaseWorker(options, process, this.lease);
    this.workers.add(worker);
    worker.start();
    return {
      close: async (timeoutMs) => {
        this.workers.delete(worker);
        await worker.close(timeoutMs);
      },
    };
  }

  /** Jobs are stored directly, so there is never a backlog. */
  public countBacklog(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  public async close(): Promise<void> {
    const workers = [...this.workers];
    this.workers.clear();
    await Promise.all(workers.map((worker) => worker.close(0)));
  }

  /** Notifies workers in this process, so that they do not wait for the next poll. */
  private notifyWorkers(jobs: readonly NewJob[]): void {
    const queues = jobs.flatMap((job) => [job, ...job.children]).map(({ queue }) => queue);
    for (const worker of this.workers) worker.notify(queues);
  }
}
