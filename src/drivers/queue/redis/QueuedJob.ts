import type { FlowJob, JobsOptions } from 'bullmq';
import { queueConfig } from '../../../config/queue.js';
import type { NewJob } from '../QueueDriver.js';

/** A job on its way to Redis: without what only the process that dispatched it knows. */
export interface QueuedJob extends Omit<NewJob, 'runInline' | 'children'> {
  /** Milliseconds since the epoch, from which the delay counts. */
  dispatchedAt: number;
  children: QueuedJob[];
}

const LOWEST_PRIORITY = 2 ** 21 - 1;
const MAX_LOG_LINES = 100;

/** Milliseconds for which BullMQ knows that it was handed a job, even if that is done and thrown away by then. */
const DEDUPLICATION_TTL_MS = 600_000;

export function toQueuedJob(job: NewJob, dispatchedAt: number): QueuedJob {
  const { runInline: _runInline, children, ...rest } = job;
  return { ...rest, dispatchedAt, children: children.map((child) => toQueuedJob(child, dispatchedAt)) };
}

/** BullMQ knows nothing more urgent than its usual; what should be goes to the head of the line. */
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
 * Options of a job that stands alone. BullMQ knows a job by its id only as long as it keeps it: one of many that were soon
 * done, and were handed over again because no answer had come, would else run twice. A unique job has its own key.
 */
export function toSingleJobOptions(job: QueuedJob): JobsOptions {
  return { deduplication: { id: job.id, ttl: DEDUPLICATION_TTL_MS }, ...toJobOptions(job) };
}

/** A job with its children, in BullMQ's words. */
export function toFlowJob(job: QueuedJob): FlowJob {
  const { name, queue: queueName, payload: data, children } = job;
  return { name, queueName, data, opts: toJobOptions(job), children: children.map(toChildFlowJob) };
}

/** A child that failed keeps its parent waiting, so it is kept until it was tried again or removed. */
function toChildFlowJob(job: QueuedJob): FlowJob {
  const child = toFlowJob(job);
  return { ...child, opts: { ...child.opts, removeOnFail: false } };
}
