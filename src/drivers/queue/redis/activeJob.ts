import { type Job, UnrecoverableError } from 'bullmq';
import type { QueueName } from '../../../config/queue.js';
import { type ActiveJob, MAX_ERROR_LENGTH, MAX_LOG_LINE_LENGTH } from '../QueueDriver.js';

/** How often a job was tried: an attempt that took its worker down with it counts too. */
export function countAttempts({ attemptsMade, stalledCounter }: Job): number {
  return attemptsMade + stalledCounter;
}

/** A first attempt waits from its dispatch; of later ones BullMQ does not keep since when. */
function getAvailableAt({ attemptsMade, timestamp, opts, processedOn }: Job): Date {
  return new Date(attemptsMade === 0 ? timestamp + (opts.delay ?? 0) : (processedOn ?? timestamp));
}

/** BullMQ's job as a handler sees it. */
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

/** What BullMQ is to keep of an error: not more than can be read, and no further attempt after the last one. */
export function toJobFailure(error: unknown, { attempt, attempts }: ActiveJob): Error {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const text = message.slice(0, MAX_ERROR_LENGTH);
  const failure = attempt < attempts ? new Error(text) : new UnrecoverableError(text);
  failure.stack = (stack ?? message).slice(0, MAX_ERROR_LENGTH);
  return failure;
}
