import type { ActiveJob } from '../QueueDriver.js';
import type { DatabaseLink } from './RetryingDatabase.js';
import { appendLog, setProgress } from './progress.js';
import { type JobRow, payloadOf } from './rows.js';

/** A job in the hands of a worker. */
export class ClaimedJob {
  private readonly controller = new AbortController();

  public constructor(
    public readonly row: JobRow,
    private readonly worker: string,
    private readonly link: DatabaseLink,
  ) {}

  /** Whether the job is somebody else's by now. */
  public get isLost(): boolean {
    return this.controller.signal.aborted;
  }

  public lose(reason: string): void {
    this.controller.abort(new Error(reason));
  }

  /** What the job's handler is given; that a note of it cannot be kept is no failure of the job. */
  public get active(): ActiveJob {
    const { row, worker, link } = this;
    const { name, queue, attempt, attempts } = row;
    return {
      id: row.uuid,
      ...{ name, queue, attempt, attempts },
      payload: payloadOf(row),
      availableAt: new Date(row.available_at),
      progress: (percent) => link.attempt(() => setProgress(worker, row.id, percent)),
      log: (line) => link.attempt(() => appendLog(worker, row.id, line)),
      signal: this.controller.signal,
    };
  }
}
