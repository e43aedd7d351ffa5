import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueName } from '../../../config/queue.js';
import { splitIntoChunks } from '../../../utils/splitIntoChunks.js';
import type { JobRecord, JobState } from '../QueueDriver.js';
import { countAttempts } from './activeJob.js';
import type { BullState } from './bullStates.js';

export interface OpenQueue {
  queue: QueueName;
  bull: Queue;
}

export interface FoundJob extends OpenQueue {
  job: Job<object>;
}

interface JobId extends OpenQueue {
  id: string;
}

interface PageWindow {
  offset: number;
  limit: number;
}

/** Commands on their way at once. */
const CHUNK_SIZE = 500;

/** Of one queue, place after place: only what is wanted is asked for. */
export async function listIdsInQueue(
  openQueue: OpenQueue,
  bullStates: BullState[],
  { offset, limit }: PageWindow,
): Promise<JobId[]> {
  const counts = await openQueue.bull.getJobCounts(...bullStates);
  const ids: string[] = [];
  let skipped = offset;
  for (const bullState of bullStates) {
    const [count, missing] = [counts[bullState] ?? 0, limit - ids.length];
    if (skipped < count && missing > 0) {
      ids.push(...(await openQueue.bull.getRanges([bullState], skipped, skipped + missing - 1)));
    }
    skipped = Math.max(0, skipped - count);
  }
  return ids.map((id) => ({ ...openQueue, id }));
}

async function loadTime(redis: Redis, found: JobId): Promise<{ found: JobId; time: number }> {
  const key = found.bull.toKey(found.id);
  const [finishedOn, timestamp, delay] = await redis.hmget(key, 'finishedOn', 'timestamp', 'delay');
  return { found, time: Number(finishedOn ?? Number(timestamp) + Number(delay)) };
}

/** Of several queues, the newest first: of what comes before, only the times are asked for. */
export async function listIdsInQueues(
  redis: Redis,
  openQueues: OpenQueue[],
  bullStates: BullState[],
  { offset, limit }: PageWindow,
): Promise<JobId[]> {
  const lists = openQueues.map(async (openQueue) => {
    const ids = await openQueue.bull.getRanges(bullStates, 0, offset + limit - 1);
    return ids.map((id) => ({ ...openQueue, id }));
  });
  const timed = [];
  for (const chunk of splitIntoChunks((await Promise.all(lists)).flat(), CHUNK_SIZE)) {
    timed.push(...(await Promise.all(chunk.map((found) => loadTime(redis, found)))));
  }
  const newest = timed.sort((a, b) => b.time - a.time).slice(offset, offset + limit);
  return newest.map(({ found }) => found);
}

/** Without those that went meanwhile. */
export async function loadJobs(ids: JobId[]): Promise<FoundJob[]> {
  const jobs = await Promise.all(ids.map(async ({ id, queue, bull }) => ({ queue, bull, job: await bull.getJob(id) })));
  return jobs.flatMap(({ job, ...openQueue }) => (job ? [{ ...openQueue, job: job as Job<object> }] : []));
}

/** A job as administrators see it. */
export async function recordOf({ job, bull, queue }: FoundJob, state: JobState): Promise<JobRecord> {
  const { id = '', name, data, opts, progress, timestamp, finishedOn } = job;
  const { logs } = await bull.getJobLogs(id);
  return {
    id,
    name,
    queue,
    state,
    payload: data,
    attempt: countAttempts(job) + (state === 'active' ? 1 : 0),
    attempts: opts.attempts ?? 1,
    progress: typeof progress === 'number' ? progress : 0,
    logs,
    error: state === 'failed' ? (job.stacktrace?.at(-1) ?? job.failedReason) : null,
    createdAt: new Date(timestamp),
    finishedAt: finishedOn === undefined ? null : new Date(finishedOn),
  };
}
