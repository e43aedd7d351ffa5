import type { Job, Queue } from 'bullmq';
import { JOB_STATES, type JobCounts, type JobState, type CountCallback } from '../QueueDriver.js';

export type BullState = 'waiting' | 'prioritized' | 'delayed' | 'waiting-children' | 'active' | 'completed' | 'failed';

/** BullMQ's states for each of ours. */
export const BULL_STATES: Record<JobState, BullState[]> = {
  waiting: ['waiting', 'prioritized'],
  delayed: ['delayed'],
  blocked: ['waiting-children'],
  active: ['active'],
  completed: ['completed'],
  failed: ['failed'],
};

export const ALL_BULL_STATES: readonly BullState[] = JOB_STATES.flatMap((state) => BULL_STATES[state]);

export function toJobCounts(bullCounts: Record<string, number>): JobCounts {
  const counts = JOB_STATES.map((state) => [
    state,
    BULL_STATES[state].reduce((sum, bullState) => sum + (bullCounts[bullState] ?? 0), 0),
  ]);
  return Object.fromEntries(counts) as JobCounts;
}

/** Jobs per command. Redis serves no other client during a command. */
const BATCH_SIZE = 500;

async function tryRemove(job: Job): Promise<boolean> {
  try {
    await job.remove({ removeChildren: false });
    return true;
  } catch (error) {
    // A worker has claimed the job meanwhile.
    if (await job.isActive()) return false;
    throw error;
  }
}

/** Removes all jobs in a state. BullMQ's own bulk removal also removes a parent when it removes its last child. */
export async function removeJobsInState(bull: Queue, bullState: BullState, onCount?: CountCallback): Promise<void> {
  for (;;) {
    const jobs = await bull.getJobs([bullState], 0, BATCH_SIZE - 1);
    const removed = await Promise.all(jobs.map(tryRemove));
    onCount?.(removed.filter(Boolean).length);
    if (jobs.length < BATCH_SIZE) return;
  }
}
