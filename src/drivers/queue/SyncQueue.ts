import { queueConfig, type QueueName } from '../../config/queue.js';
import { afterCommit } from '../../database/transaction.js';
import { clock } from '../../utils/clock.js';
import { type JobCounts, type NewJob, NO_JOBS, type QueueDriver, type QueueWorker } from './QueueDriver.js';

/** Runs every job immediately in the dispatching process, without its delay. For tests and scripts. */
export class SyncQueue implements QueueDriver {
  public readonly survivesOutage = false;

  public start(): void {
    // There is no background work.
  }

  public async push(jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) await afterCommit(() => this.runJob(job));
  }

  public work(): Promise<QueueWorker> {
    return Promise.resolve({ close: () => Promise.resolve() });
  }

  public countJobs(): Promise<Record<QueueName, JobCounts>> {
    const counts = queueConfig.names.map((name) => [name, NO_JOBS]);
    return Promise.resolve(Object.fromEntries(counts) as Record<QueueName, JobCounts>);
  }

  public list(): ReturnType<QueueDriver['list']> {
    return Promise.resolve({ jobs: [], total: 0 });
  }

  public retry(): Promise<number> {
    return Promise.resolve(0);
  }

  public clear(): Promise<number> {
    return Promise.resolve(0);
  }

  public countBacklog(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  public async ping(): Promise<void> {
    // There is no backend.
  }

  public async close(): Promise<void> {
    // There is nothing to close.
  }

  private async runJob({ id, name, queue, payload, attempts, children, runInline }: NewJob): Promise<void> {
    for (const child of children) await this.runJob(child);
    const noop = (): Promise<void> => Promise.resolve();
    const { signal } = new AbortController();
    const context = { attempt: 1, availableAt: clock.now(), progress: noop, log: noop, signal };
    await runInline({ id, name, queue, payload, attempts, ...context });
  }
}
