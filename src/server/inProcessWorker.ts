import cluster from 'node:cluster';
import { queueConfig } from '../config/queue.js';
import { logger } from '../logging/logger.js';
import { startWorker, type RunningWorker } from '../worker/startWorker.js';

const { connection, workInServer, names, concurrency } = queueConfig;

/** True if this process also runs the queue worker: at most one process of a cluster does. */
export const hasInProcessWorker = workInServer && connection !== 'sync' && !cluster.isWorker;

/** Starts the queue worker in this process if the configuration says so. */
export async function startInProcessWorker(): Promise<RunningWorker> {
  if (!hasInProcessWorker) return { stop: () => Promise.resolve() };
  const worker = await startWorker({ queues: names, concurrency });
  logger.info('Running the queue worker in this process');
  return worker;
}
