import type { Job, Queue } from 'bullmq';
import { JOB_STATES, type JobCounts, type JobState, type CountCallback } from '../QueueDriver.js';

export type BullState = 'waiting' | 'prioritized' | 'delayed' | 'waiting-children' | 'active' | 'completed' | 'failed';

/** Where BullMQ keeps the jobs of each state. */
export const BULL_STATES: Record<JobState, BullState[]> = {
  waiting: ['waiting', 'prioritized'],
  delayed: ['delayed'],
  blocked: ['waiting-children'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
};

export const ALL_BULL_STATES: readonly BullState[] = JOB_STATES.flatMap((state) => BULL_STATES[state]);

export function toJobCounts(found: Record<string, number>): JobCounts {
  const counts = JOB_STATES.map((state) => [
    state,
    BULL_STATES[state].reduce((sum, bullState) => sum + (found[bullState] ?? 0), 0),
  ]);
  return Object.fromEntries(counts) as JobCounts;
}

/** Jobs in one step, during which Redis serves nobody else. */
const BATCH_SIZE = 500;

async function tryRemove(job: Job): Promise<boolean> {
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
export async function removeJobsInState(bull: Queue, bullState: BullState, onCount?: CountCallback): Promise<void> {
  for (;;) {
    const jobs = await bull.getJobs([bullState], 0, BATCH_SIZE - 1);
    const removed = await Promise.all(jobs.map(tryRemove));
    onCount?.(removed.filter(Boolean).length);
    if (jobs.length < BATCH_SIZE) return;
  }
}
