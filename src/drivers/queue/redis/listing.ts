import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueName } from '../../../config/queue.js';
import { chunks } from '../../../utils/chunks.js';
import type { JobRecord, JobState } from '../QueueDriver.js';
import { attemptsOf } from './activeJob.js';
import type { Place } from './bullStates.js';

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

interface Window {
  offset: number;
  limit: number;
}

/** Commands on their way at once. */
const CHUNK = 500;

/** Of one queue, place after place: only what is wanted is asked for. */
export async function idsInOne(open: OpenQueue, places: Place[], { offset, limit }: Window): Promise<JobId[]> {
  const counts = await open.bull.getJobCounts(...places);
  const ids: string[] = [];
  let skipped = offset;
  for (const place of places) {
    const [count, missing] = [counts[place] ?? 0, limit - ids.length];
    if (skipped < count && missing > 0) {
      ids.push(...(await open.bull.getRanges([place], skipped, skipped + missing - 1)));
    }
    skipped = Math.max(0, skipped - count);
  }
  return ids.map((id) => ({ ...open, id }));
}

async function withTime(redis: Redis, found: JobId): Promise<{ found: JobId; time: number }> {
  const key = found.bull.toKey(found.id);
  const [finishedOn, timestamp, delay] = await redis.hmget(key, 'finishedOn', 'timestamp', 'delay');
  return { found, time: Number(finishedOn ?? Number(timestamp) + Number(delay)) };
}

/** Of several queues, the newest first: of what comes before, only the times are asked for. */
export async function idsInMany(
  redis: Redis,
  opened: OpenQueue[],
  places: Place[],
  { offset, limit }: Window,
): Promise<JobId[]> {
  const lists = opened.map(async (open) => {
    const ids = await open.bull.getRanges(places, 0, offset + limit - 1);
    return ids.map((id) => ({ ...open, id }));
  });
  const timed = [];
  for (const chunk of chunks((await Promise.all(lists)).flat(), CHUNK)) {
    timed.push(...(await Promise.all(chunk.map((found) => withTime(redis, found)))));
  }
  const newest = timed.sort((a, b) => b.time - a.time).slice(offset, offset + limit);
  return newest.map(({ found }) => found);
}

/** Without those that went meanwhile. */
export async function jobsOf(ids: JobId[]): Promise<FoundJob[]> {
  const jobs = await Promise.all(ids.map(async ({ id, queue, bull }) => ({ queue, bull, job: await bull.getJob(id) })));
  return jobs.flatMap(({ job, ...open }) => (job ? [{ ...open, job: job as Job<object> }] : []));
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
    attempt: attemptsOf(job) + (state === 'active' ? 1 : 0),
    attempts: opts.attempts ?? 1,
    progress: typeof progress === 'number' ? progress : 0,
    logs,
    error: state === 'failed' ? (job.stacktrace?.at(-1) ?? job.failedReason) : null,
    createdAt: new Date(timestamp),
    finishedAt: finishedOn === undefined ? null : new Date(finishedOn),
  };
}
