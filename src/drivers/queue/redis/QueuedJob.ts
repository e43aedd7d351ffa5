import type { FlowJob, JobsOptions } from 'bullmq';
import { queueConfig } from '../../../config/queue.js';
import type { NewJob } from '../QueueDriver.js';

/** The serializable part of a job, as it travels to Redis. */
export interface QueuedJob extends Omit<NewJob, 'runInline' | 'children'> {
  /** Dispatch time in milliseconds since the epoch; the delay counts from it. */
  dispatchedAt: number;
  children: QueuedJob[];
}

const LOWEST_PRIORITY = 2 ** 21 - 1;
const MAX_LOG_LINES = 100;

/** Milliseconds for which BullMQ recognizes a duplicate, even if the job is completed and removed by then. */
const DEDUPLICATION_TTL_MS = 600_000;

export function toQueuedJob(job: NewJob, dispatchedAt: number): QueuedJob {
  const { runInline: _runInline, children, ...rest } = job;
  return { ...rest, dispatchedAt, children: children.map((child) => toQueuedJob(child, dispatchedAt)) };
}

/** BullMQ has no priority above its default, so urgent jobs go to the head of the queue. */
function toPriorityOptions(priority: number): JobsOptions {
  return priority < 0 ? { lifo: true } : { priority: Math.min(priority, LOWEST_PRIORITY) };
}

export function toJobOptions({ id, dispatchedAt, delay, attempts, backoff, priority, unique }: QueuedJob): JobsOptions {
  const { completed, failed } = queueConfig.retention;
  return {
    jobId: id,
    timestamp: dispatchedAt,
    delay,
    attempts,
    backoff,
    ...toPriorityOptions(priority),
    ...(unique !== null && { deduplication: { id: unique } }),
    keepLogs: MAX_LOG_LINES,
    stackTraceLimit: 1,
    removeOnComplete: completed,
    removeOnFail: failed,
  };
}

/**
 * Options of a job without children. BullMQ recognizes an id only while it retains the job. A job that completes
 * quickly would run twice if it is published again after a lost response, hence the deduplication key. A unique job has
 * its own key.
 */
export function toSingleJobOptions(job: QueuedJob): JobsOptions {
  return { deduplication: { id: job.id, ttl: DEDUPLICATION_TTL_MS }, ...toJobOptions(job) };
}

/** Converts a job and its children to BullMQ's format. */
export function toFlowJob(job: QueuedJob): FlowJob {
  const { name, queue: queueName, payload: data, children } = job;
  return { name, queueName, data, opts: toJobOptions(job), children: children.map(toChildFlowJob) };
}

/** A failed child blocks its parent, so it is retained until it is retried or removed. */
function toChildFlowJob(job: QueuedJob): FlowJob {
  const child = toFlowJob(job);
  return { ...child, opts: { ...child.opts, removeOnFail: false } };
}
