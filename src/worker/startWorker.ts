import { httpConfig } from '../config/http.js';
import { queue } from '../drivers/queue/index.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { modules } from '../modules/index.js';
import { initFailureCounters, processJob } from './processJob.js';
import { Scheduler } from './Scheduler.js';

/** Milliseconds of the time to drain in which the jobs that are not done are given back. */
const RELEASE_TIME_MS = 1_000;

export interface RunningWorker {
  /** Takes no more jobs, lets those in hand end while there is time, and gives the rest back. */
  stop: () => Promise<void>;
}

/** Works queues, and dispatches what the schedule says, until it is stopped. */
export async function startWorker(options: WorkOptions): Promise<RunningWorker> {
  initFailureCounters();
  queue.start();
  const worker = await queue.work(options, processJob);
  const scheduler = new Scheduler(modules.flatMap(({ schedule }) => schedule)).start();
  return {
    stop: async () => {
      await Promise.all([scheduler.stop(), worker.close(httpConfig.timeoutsMs.drain - RELEASE_TIME_MS)]);
    },
  };
}
