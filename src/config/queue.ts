import { env } from './env.js';

/** How many jobs of a queue may begin within some milliseconds, over all workers together. */
export interface QueueRate {
  max: number;
  duration: number;
}

interface QueueOptions {
  rate?: QueueRate;
}

/** The queues; a job names one of them. */
const queues = {
  default: {},
  mail: { rate: { max: env.MAIL_PER_SECOND, duration: 1_000 } },
  media: {},
  audit: {},
  maintenance: {},
} satisfies Record<string, QueueOptions>;

export type QueueName = keyof typeof queues;

export const queueConfig = {
  connection: env.QUEUE_CONNECTION,
  queues: queues as Record<QueueName, QueueOptions>,
  names: Object.keys(queues) as QueueName[],
  /** Whether the server works the queues itself, so that development needs no second process. */
  workInServer: env.QUEUE_WORK_IN_SERVER ?? env.NODE_ENV === 'development',
  /** Jobs that one worker works at once in each queue. */
  concurrency: env.QUEUE_CONCURRENCY,
  /** Milliseconds between two looks of an idle worker at the database. */
  pollIntervalMs: env.QUEUE_POLL_MS,
  /** Milliseconds after which a worker that gave no sign of life is taken for dead. */
  lease: 30_000,
  /** Seconds for which, and how many, finished jobs can still be looked at. */
  retention: { completed: { age: 3_600, count: 100 }, failed: { age: 86_400 } },
  timeZone: env.SCHEDULE_TIME_ZONE,
  /** Where a worker answers health checks and metrics, if anywhere. */
  workerPort: env.WORKER_PORT,
};
