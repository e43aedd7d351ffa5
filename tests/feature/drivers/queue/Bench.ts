import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from '@jest/globals';
import type {
  ActiveJob,
  JobRecord,
  JobState,
  NewJob,
  Processor,
  QueueDriver,
  QueueWorker,
  WorkOptions,
} from '../../../../src/drivers/queue/QueueDriver.js';
import { JOB_STATES } from '../../../../src/drivers/queue/QueueDriver.js';
import { until } from '../../../support/processes.js';

export interface QueueUnderTest {
  /** Opens the queue as another process would; its leases may be short. */
  makeDriver: (options: { lease?: number }) => QueueDriver;
  /** Claims the next job of the default queue as a worker that crashes; resolves once its lease has expired. */
  abandon: () => Promise<void>;
}

export const nothing: Processor = () => Promise.resolve();

/** A job that is retried without delay. */
export function newJob(values: Partial<NewJob> = {}): NewJob {
  return {
    id: randomUUID(),
    name: 'Rehearse',
    queue: 'default',
    payload: {},
    attempts: 3,
    backoff: { type: 'fixed', delay: 0 },
    priority: 0,
    delay: 0,
    unique: null,
    children: [],
    runInline: nothing,
    ...values,
  };
}

export function newJobs(count: number, values: Partial<NewJob> = {}): NewJob[] {
  return Array.from({ length: count }, () => newJob(values));
}

/** A promise with its resolver. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** A queue, the workers that a test starts on it, and the runs of their jobs. */
export class Bench {
  public driver: QueueDriver;
  public runs: (Pick<ActiveJob, 'id' | 'name' | 'attempt'> & { at: number })[] = [];
  private opened: QueueDriver[] = [];

  public constructor(private readonly queue: QueueUnderTest) {
    this.driver = queue.makeDriver({});
    beforeEach(() => {
      this.runs = [];
      this.driver = this.open();
    });
    afterEach(async () => {
      await this.driver.clear({ states: JOB_STATES });
      for (const driver of this.opened.splice(0)) await driver.close();
      await this.clear();
    });
  }

  public get ids(): string[] {
    return this.runs.map(({ id }) => id);
  }

  public open(options: { lease?: number } = {}): QueueDriver {
    const driver = this.queue.makeDriver(options);
    this.opened.push(driver);
    return driver;
  }

  public abandon(): Promise<void> {
    return this.queue.abandon();
  }

  /** Starts a worker that records each run before it does the work. */
  public work(
    process: Processor = nothing,
    { driver = this.driver, ...options }: Partial<WorkOptions> & { driver?: QueueDriver } = {},
  ): Promise<QueueWorker> {
    return driver.work({ queues: ['default', 'mail'], concurrency: 5, ...options }, (job) => {
      this.runs.push({ id: job.id, name: job.name, attempt: job.attempt, at: performance.now() });
      return process(job);
    });
  }

  public async waitForRuns(count: number): Promise<void> {
    await until(() => this.runs.length >= count, `${count} runs`);
  }

  /** Waits until a state has this number of jobs in the default queue. */
  public async waitForState(count: number, state: JobState): Promise<void> {
    await until(async () => (await this.count(state)) === count, `${count} jobs to be ${state}`);
  }

  public async count(state: JobState): Promise<number> {
    return (await this.driver.countJobs()).default[state];
  }

  public async listJobs(state: JobState): Promise<JobRecord[]> {
    return (await this.driver.list({ queue: 'default', state, page: 1, limit: 100 })).jobs;
  }

  public async only(state: JobState): Promise<JobRecord> {
    const [job] = await this.listJobs(state);
    if (!job) throw new Error(`No job is ${state}`);
    return job;
  }

  private async clear(): Promise<void> {
    const driver = this.queue.makeDriver({});
    await driver.clear({ states: JOB_STATES });
    await driver.close();
  }
}
