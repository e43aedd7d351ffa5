import type { RequestHandler } from 'express';
import type { QueueName } from '../../config/queue.js';

/** The data of a job: plain JSON, so ids instead of records, and never a secret. */
export type Payload = object;

export interface Backoff {
  type: 'fixed' | 'exponential';
  /** Milliseconds before the second attempt. */
  delay: number;
}

/** A job to enqueue. */
export interface NewJob {
  /** A UUID. Enqueueing is idempotent: the same id creates one job. */
  id: string;
  /** The type of its class, such as `mail.welcome`. */
  name: string;
  queue: QueueName;
  payload: Payload;
  /** Maximum number of attempts. */
  attempts: number;
  backoff: Backoff;
  /** A lower number runs sooner; the default is 0. */
  priority: number;
  /** Milliseconds before it may run. */
  delay: number;
  /** Deduplication key: while a job with the same key waits or runs, another one is dropped. */
  unique: string | null;
  /** Jobs that must complete before this one runs. */
  children: readonly NewJob[];
  /** Runs the job in this process, for the `sync` driver. */
  runInline: Processor;
}

/** Maximum characters of a log line and of an error. */
export const MAX_LOG_LINE_LENGTH = 1_000;
export const MAX_ERROR_LENGTH = 4_000;

/** A job that a worker is running. */
export interface ActiveJob {
  id: string;
  name: string;
  queue: QueueName;
  payload: Payload;
  /** The number of this attempt, starting with 1. */
  attempt: number;
  attempts: number;
  /** The time at which the job became available. */
  availableAt: Date;
  /** Stores the progress, from 0 to 100. */
  progress: (percent: number) => Promise<void>;
  /** Appends a line to the job's log. */
  log: (line: string) => Promise<void>;
  /** Aborted when the worker shuts down before the job is done. */
  signal: AbortSignal;
}

/** Runs one job; a rejection is a failed attempt. */
export type Processor = (job: ActiveJob) => Promise<void>;

export interface WorkOptions {
  queues: readonly QueueName[];
  /** Concurrent jobs per queue. */
  concurrency: number;
}

export interface QueueWorker {
  /**
   * Graceful shutdown: claims no more jobs, waits for those in flight for at most `timeoutMs`, and releases the rest.
   */
  close: (timeoutMs: number) => Promise<void>;
}

export const JOB_STATES = ['waiting', 'delayed', 'blocked', 'active', 'completed', 'failed'] as const;

/** A `blocked` job waits for its children. */
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

/** Receives the number of jobs changed by each step, so that the total is known even if a later step fails. */
export type CountCallback = (count: number) => void;

/** Stores jobs and runs workers. Every driver passes tests/feature/queue/. */
export interface QueueDriver {
  /** True if jobs can be enqueued while the backend is unavailable. */
  survivesOutage: boolean;
  /** Starts background work in a long-running process; idempotent. */
  start: () => void;
  /** Enqueues jobs. Inside a transaction they become visible when it commits. */
  push: (jobs: readonly NewJob[]) => Promise<void>;
  /** Runs jobs of the queues until the worker is closed. Jobs of a crashed worker run again. */
  work: (options: WorkOptions, process: Processor) => Promise<QueueWorker>;
  countJobs: () => Promise<Record<QueueName, JobCounts>>;
  /** Lists jobs, newest first. */
  list: (filter: JobFilter) => Promise<{ jobs: JobRecord[]; total: number }>;
  /** Requeues failed jobs, or the one with this id, with all their attempts. Returns their number. */
  retry: (
    selection: { id?: string | undefined; queue?: QueueName | undefined },
    onCount?: CountCallback,
  ) => Promise<number>;
  /** Removes jobs in these states, except those in flight. Returns their number. */
  clear: (
    selection: { queue?: QueueName | undefined; states: readonly JobState[] },
    onCount?: CountCallback,
  ) => Promise<number>;
  /** Returns the number of jobs in the outbox that wait for publication; undefined without an outbox. */
  countBacklog: () => Promise<number | undefined>;
  /** Creates the driver's read-only dashboard for administrators, mounted at this path. Call it only after a ping. */
  createDashboard?: (path: string) => Promise<RequestHandler>;
  /** @throws Error if the backend is unavailable */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
