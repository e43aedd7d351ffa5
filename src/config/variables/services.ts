import { z } from 'zod';
import { duration, flag, integer, oneOf, serverUrl, timeZone } from '../schema.js';

/** Redis, cache and queue. */
export const services = {
  REDIS_URL: serverUrl('redis', 'rediss')
    .optional()
    .describe(
      'Redis for the cache, locks, rate limits and, with QUEUE_CONNECTION=redis, the queue: redis://localhost:6379; none if blank',
    ),
  REDIS_PREFIX: z
    .string()
    .prefault('lumina')
    .describe('Prefix of all Redis keys, so that applications can share a Redis'),
  CACHE_STORE: oneOf(['memory', 'redis']).optional().describe('memory or redis; blank: redis if REDIS_URL is set'),
  CACHE_MAX_ENTRIES: integer(1, 10_000_000).prefault('10000').describe('Maximum number of entries in the memory cache'),
  CACHE_USER_TTL: duration.prefault('1m').describe('Time for which users are cached'),
  QUEUE_CONNECTION: oneOf(['database', 'redis', 'sync'])
    .prefault('database')
    .describe("database (the application's own), redis (BullMQ) or sync (jobs run immediately, in the same process)"),
  QUEUE_WORK_IN_SERVER: flag
    .optional()
    .describe('true: run the queue worker in the server process; blank: in development only'),
  QUEUE_CONCURRENCY: integer(1, 1_000)
    .prefault('5')
    .describe('Number of jobs that a worker runs concurrently, per queue'),
  QUEUE_POLL_MS: integer(10, 60_000)
    .prefault('500')
    .describe('Polling interval of an idle worker of the database queue, in milliseconds'),
  SCHEDULE_TIME_ZONE: timeZone.prefault('UTC').describe('Time zone of the schedule'),
  WORKER_PORT: integer(1, 65_535).optional().describe("Port of the worker's /health/live and /metrics; none if blank"),
};
