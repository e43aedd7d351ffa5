import { httpConfig } from '../config/http.js';
import { queue } from '../drivers/queue/index.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { modules } from '../modules/index.js';
import { initFailureCounters, processJob } from './processJob.js';
import { Scheduler } from './Scheduler.js';

/** Part of the drain timeout that is reserved for releasing unfinished jobs. */
const RELEASE_TIME_MS = 1_000;

export interface RunningWorker {
  /** Claims no more jobs, waits for those in flight until the drain timeout, and releases the rest. */
  stop: () => Promise<void>;
}

/** Starts a queue worker and the scheduler. */
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
