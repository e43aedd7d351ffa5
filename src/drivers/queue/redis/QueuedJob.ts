import type { FlowJob, JobsOptions } from 'bullmq';
import { queueConfig } from '../../../config/queue.js';
import type { NewJob } from '../QueueDriver.js';

/** A job on its way to Redis: without what only the process that dispatched it knows. */
export interface QueuedJob extends Omit<NewJob, 'perform' | 'children'> {
  /** Milliseconds since the epoch, from which the delay counts. */
  dispatchedAt: number;
  children: QueuedJob[];
}

const LOWEST_PRIORITY = 2 ** 21 - 1;
const KEPT_LOG_LINES = 100;

/** Milliseconds for which BullMQ knows that it was handed a job, even if that is done and thrown away by then. */
const KNOWN = 600_000;

export function toQueued(job: NewJob, dispatchedAt: number): QueuedJob {
  const { perform: _perform, children, ...rest } = job;
  return { ...rest, dispatchedAt, children: children.map((child) => toQueued(child, dispatchedAt)) };
}

/** BullMQ knows nothing more urgent than its usual; what should be goes to the head of the line. */
function placeOf(priority: number): JobsOptions {
  return priority < 0 ? { lifo: true } : { priority: Math.min(priority, LOWEST_PRIORITY) };
}

export function optionsOf({ id, dispatchedAt, delay, attempts, backoff, priority, unique }: QueuedJob): JobsOptions {
  const { completed, failed } = queueConfig.keep;
  return {
    jobId: id,
    timestamp: dispatchedAt,
    delay,
    attempts,
    backoff,
    ...placeOf(priority),
    ...(unique !== null && { deduplication: { id: unique } }),
    keepLogs: KEPT_LOG_LINES,
    stackTraceLimit: 1,
    removeOnComplete: completed,
    removeOnFail: failed,
  };
}

/**
 * Options of a job that stands alone. BullMQ knows a job by its id only as long as it keeps it: one of many that were soon
 * done, and were handed over again because no answer had come, would else run twice. A unique job has its own key.
 */
export function optionsOfSingle(job: QueuedJob): JobsOptions {
  return { deduplication: { id: job.id, ttl: KNOWN }, ...optionsOf(job) };
}

/** A job with its children, in BullMQ's words. */
export function flowOf(job: QueuedJob): FlowJob {
  const { name, queue: queueName, payload: data, children } = job;
  return { name, queueName, data, opts: optionsOf(job), children: children.map(childOf) };
}

/** A child that failed keeps its parent waiting, so it is kept until it was tried again or removed. */
function childOf(job: QueuedJob): FlowJob {
  const child = flowOf(job);
  return { ...child, opts: { ...child.opts, removeOnFail: false } };
}
