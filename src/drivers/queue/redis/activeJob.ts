import { type Job, UnrecoverableError } from 'bullmq';
import type { QueueName } from '../../../config/queue.js';
import { type ActiveJob, MAX_ERROR_LENGTH, MAX_LOG_LINE_LENGTH } from '../QueueDriver.js';

/** Counts attempts, including those during which the worker died. */
export function countAttempts({ attemptsMade, stalledCounter }: Job): number {
  return attemptsMade + stalledCounter;
}

/** BullMQ does not store when a retry became available, so retries report the start of processing. */
function getAvailableAt({ attemptsMade, timestamp, opts, processedOn }: Job): Date {
  return new Date(attemptsMade === 0 ? timestamp + (opts.delay ?? 0) : (processedOn ?? timestamp));
}

/** Converts BullMQ's job to the driver's interface. */
export function toActiveJob(job: Job<object>, queue: QueueName, signal: AbortSignal): ActiveJob {
  return {
    id: job.id ?? '',
    name: job.name,
    queue,
    payload: job.data,
    attempt: countAttempts(job) + 1,
    attempts: job.opts.attempts ?? 1,
    availableAt: getAvailableAt(job),
    progress: (percent) => job.updateProgress(percent),
    log: async (line) => {
      await job.log(line.slice(0, MAX_LOG_LINE_LENGTH));
    },
    signal,
  };
}

/** Truncates an error for storage. After the last attempt it is unrecoverable. */
export function toJobFailure(error: unknown, { attempt, attempts }: ActiveJob): Error {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const text = message.slice(0, MAX_ERROR_LENGTH);
  const failure = attempt < attempts ? new Error(text) : new UnrecoverableError(text);
  failure.stack = (stack ?? message).slice(0, MAX_ERROR_LENGTH);
  return failure;
}
