import type { Job, Queue } from 'bullmq';
import { JOB_STATES, type JobCounts, type JobState, type Tally } from '../QueueDriver.js';

export type Place = 'waiting' | 'prioritized' | 'delayed' | 'waiting-children' | 'active' | 'completed' | 'failed';

/** Where BullMQ keeps the jobs of each state. */
export const PLACES: Record<JobState, Place[]> = {
  waiting: ['waiting', 'prioritized'],
  delayed: ['delayed'],
  blocked: ['waiting-children'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
};

export const ALL_PLACES: readonly Place[] = JOB_STATES.flatMap((state) => PLACES[state]);

export function countsOf(found: Record<string, number>): JobCounts {
  const counts = JOB_STATES.map((state) => [state, PLACES[state].reduce((sum, place) => sum + (found[place] ?? 0), 0)]);
  return Object.fromEntries(counts) as JobCounts;
}

/** Jobs in one step, during which Redis serves nobody else. */
const BATCH = 500;

async function isRemoved(job: Job): Promise<boolean> {
  try {
    await job.remove({ removeChildren: false });
    return true;
  } catch (error) {
    // A worker was faster.
    if (await job.isActive()) return false;
    throw error;
  }
}

/** Removes what is in one place. BullMQ's own way of doing so takes the parent of the last child with it, undone. */
export async function removeFrom(bull: Queue, place: Place, tally?: Tally): Promise<void> {
  for (;;) {
    const jobs = await bull.getJobs([place], 0, BATCH - 1);
    const removed = await Promise.all(jobs.map(isRemoved));
    tally?.(removed.filter(Boolean).length);
    if (jobs.length < BATCH) return;
  }
}
