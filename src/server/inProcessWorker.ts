import cluster from 'node:cluster';
import { queueConfig } from '../config/queue.js';
import { logger } from '../logging/logger.js';
import { startWorker, type RunningWorker } from '../worker/startWorker.js';

const { connection, workInServer, names, concurrency } = queueConfig;

/** Whether this process works the queues beside serving: never more than one of those that serve together. */
export const hasInProcessWorker = workInServer && connection !== 'sync' && !cluster.isWorker;

/** Works the queues in this process if it is told to. */
export async function startInProcessWorker(): Promise<RunningWorker> {
  if (!hasInProcessWorker) return { stop: () => Promise.resolve() };
  const worker = await startWorker({ queues: names, concurrency });
  logger.info('Working the queues in this process too');
  return worker;
}
