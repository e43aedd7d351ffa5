import type { ActiveJob } from '../QueueDriver.js';
import { appendLog, setProgress } from './progress.js';
import type { RetryingDatabase } from './RetryingDatabase.js';
import { type JobRow, parsePayload } from './rows.js';

/** A job that this worker has claimed. */
export class ClaimedJob {
  private readonly abortController = new AbortController();

  public constructor(
    public readonly row: JobRow,
    private readonly worker: string,
    private readonly database: RetryingDatabase,
  ) {}

  /** True once another worker has taken over the job. */
  public get isLost(): boolean {
    return this.abortController.signal.aborted;
  }

  public markLost(reason: string): void {
    this.abortController.abort(new Error(reason));
  }

  /** The job as its handler sees it. Errors while storing progress or logs do not fail the job. */
  public get active(): ActiveJob {
    const { row, worker, database } = this;
    const { name, queue, attempt, attempts } = row;
    return {
      id: row.uuid,
      ...{ name, queue, attempt, attempts },
      payload: parsePayload(row),
      availableAt: new Date(row.available_at),
      progress: (percent) => database.bestEffort(() => setProgress(worker, row.id, percent)),
      log: (line) => database.bestEffort(() => appendLog(worker, row.id, line)),
      signal: this.abortController.signal,
    };
  }
}
