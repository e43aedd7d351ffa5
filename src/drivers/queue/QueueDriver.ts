import type { RequestHandler } from 'express';
import type { QueueName } from '../../config/queue.js';

/** What travels with a job: plain JSON, so ids rather than records, and never a secret. */
export type Payload = object;

export interface Backoff {
  type: 'fixed' | 'exponential';
  /** Milliseconds before the second attempt. */
  delay: number;
}

/** A job as it is handed to a driver. */
export interface NewJob {
  /** A UUID; handing in the same one twice makes one job. */
  id: string;
  /** The type of its class, such as `mail.welcome`. */
  name: string;
  queue: QueueName;
  payload: Payload;
  /** How often it is tried altogether. */
  attempts: number;
  backoff: Backoff;
  /** Lower runs sooner; 0 is the usual. */
  priority: number;
  /** Milliseconds before it may run. */
  delay: number;
  /** While a job with the same key waits or runs, another one is not taken in. */
  unique: string | null;
  /** It runs once all of these are done. */
  children: readonly NewJob[];
  /** Runs it here and now, for the driver that keeps nothing. */
  runInline: Processor;
}

/** Characters that are kept of a line of a job's log, and of an error. */
export const MAX_LOG_LINE_LENGTH = 1_000;
export const MAX_ERROR_LENGTH = 4_000;

/** A job in the hands of a worker. */
export interface ActiveJob {
  id: string;
  name: string;
  queue: QueueName;
  payload: Payload;
  /** 1 for the first. */
  attempt: number;
  attempts: number;
  /** When it became ready to run. */
  availableAt: Date;
  /** 0 to 100. */
  progress: (percent: number) => Promise<void>;
  /** Keeps a line with the job, to be read beside its result. */
  log: (line: string) => Promise<void>;
  /** Aborted when the worker ends before the job could. */
  signal: AbortSignal;
}

/** Does the work of one job; a rejection is a failed attempt. */
export type Processor = (job: ActiveJob) => Promise<void>;

export interface WorkOptions {
  queues: readonly QueueName[];
  /** Jobs at once in each queue. */
  concurrency: number;
}

export interface QueueWorker {
  /** Takes no more jobs, waits for those in hand for some milliseconds, and gives the rest back. */
  close: (timeoutMs: number) => Promise<void>;
}

export const JOB_STATES = ['waiting', 'delayed', 'blocked', 'active', 'completed', 'failed'] as const;

/** `blocked` waits for its children. */
export type JobState = (typeof JOB_STATES)[number];

export type JobCounts = Record<JobState, number>;

export const NO_JOBS: Readonly<JobCounts> = {
  waiting: 0,
  delayed: 0,
  blocked: 0,
  active: 0,
  completed: 0,
  failed: 0,
};

/** A job as administrators see it. */
export interface JobRecord {
  id: string;
  name: string;
  queue: QueueName;
  state: JobState;
  payload: Payload;
  attempt: number;
  attempts: number;
  progress: number;
  logs: string[];
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface JobFilter {
  queue?: QueueName | undefined;
  state: JobState;
  page: number;
  limit: number;
}

/** Is told how many jobs each step changed, and so knows of them even if a later step fails. */
export type CountCallback = (count: number) => void;

/** Where jobs wait for their workers. Every driver passes the same suite: tests/feature/queue/. */
export interface QueueDriver {
  /** Whether jobs are taken in even while the place where they wait cannot be reached. */
  survivesOutage: boolean;
  /** Begins with what goes on beside the calls, in a process that lasts; more than once is as once. */
  start: () => void;
  /** Takes jobs in; inside a transaction they count only once it has committed. */
  push: (jobs: readonly NewJob[]) => Promise<void>;
  /** Works queues until the worker is closed. A job whose worker died runs again. */
  work: (options: WorkOptions, process: Processor) => Promise<QueueWorker>;
  countJobs: () => Promise<Record<QueueName, JobCounts>>;
  /** The newest first. */
  list: (filter: JobFilter) => Promise<{ jobs: JobRecord[]; total: number }>;
  /** Gives failed jobs, or the one with this id, all their attempts anew; returns how many. */
  retry: (
    selection: { id?: string | undefined; queue?: QueueName | undefined },
    tally?: CountCallback,
  ) => Promise<number>;
  /** Removes the jobs of these states; those in the hands of a worker stay. Returns how many. */
  clear: (
    selection: { queue?: QueueName | undefined; states: readonly JobState[] },
    tally?: CountCallback,
  ) => Promise<number>;
  /** How many jobs stand in the application's database until they are handed over; undefined if none ever does. */
  countBacklog: () => Promise<number | undefined>;
  /** The driver's own page for administrators, to be mounted at this path. Call it only after a ping. */
  createDashboard?: (path: string) => Promise<RequestHandler>;
  /** @throws Error if the jobs cannot be reached */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
