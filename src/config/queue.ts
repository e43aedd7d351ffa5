import { env } from './env.js';

/** Rate limit: maximum jobs that all workers together may start within `duration` milliseconds. */
export interface QueueRate {
  max: number;
  duration: number;
}

interface QueueOptions {
  rate?: QueueRate;
}

/** The queues of the application. */
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
  /** True if the server runs jobs itself, so that development needs no second process. */
  workInServer: env.QUEUE_WORK_IN_SERVER ?? env.NODE_ENV === 'development',
  /** Concurrent jobs per worker and queue. */
  concurrency: env.QUEUE_CONCURRENCY,
  /** Milliseconds between two polls of an idle worker. */
  pollIntervalMs: env.QUEUE_POLL_MS,
  /** Lease in milliseconds. A worker that does not renew it is considered dead. */
  lease: 30_000,
  /** Retention of finished jobs: maximum age in seconds, and maximum count. */
  retention: { completed: { age: 3_600, count: 100 }, failed: { age: 86_400 } },
  timeZone: env.SCHEDULE_TIME_ZONE,
  /** Port on which a worker serves health checks and metrics, if set. */
  workerPort: env.WORKER_PORT,
};
