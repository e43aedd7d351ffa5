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

/** Commands in flight at the same time. */
const CHUNK_SIZE = 500;

/** Lists ids of one queue, state after state. It requests no more ids than needed. */
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

async function loadTime(redis: Redis, jobId: JobId): Promise<{ jobId: JobId; time: number }> {
  const key = jobId.bull.toKey(jobId.id);
  const [finishedOn, timestamp, delay] = await redis.hmget(key, 'finishedOn', 'timestamp', 'delay');
  return { jobId, time: Number(finishedOn ?? Number(timestamp) + Number(delay)) };
}

/** Lists ids of several queues, newest first. For the preceding pages it requests only the times. */
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
    timed.push(...(await Promise.all(chunk.map((jobId) => loadTime(redis, jobId)))));
  }
  const newest = timed.sort((a, b) => b.time - a.time).slice(offset, offset + limit);
  return newest.map(({ jobId }) => jobId);
}

/** Loads jobs; jobs that were removed meanwhile are left out. */
export async function loadJobs(ids: JobId[]): Promise<FoundJob[]> {
  const jobs = await Promise.all(ids.map(async ({ id, queue, bull }) => ({ queue, bull, job: await bull.getJob(id) })));
  return jobs.flatMap(({ job, ...openQueue }) => (job ? [{ ...openQueue, job: job as Job<object> }] : []));
}

/** Loads a job with its logs, as administrators see it. */
export async function loadJobRecord({ job, bull, queue }: FoundJob, state: JobState): Promise<JobRecord> {
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
