import cluster from 'node:cluster';
import { queueConfig } from '../config/queue.js';
import { logger } from '../logging/logger.js';
import { startWorking, type Working } from '../worker/startWorker.js';

const { connection, workInServer, names, concurrency } = queueConfig;

/** Whether this process works the queues beside serving: never more than one of those that serve together. */
export const worksQueues = workInServer && connection !== 'sync' && !cluster.isWorker;

/** Works the queues in this process if it is told to. */
export async function workQueues(): Promise<Working> {
  if (!worksQueues) return { stop: () => Promise.resolve() };
  const working = await startWorking({ queues: names, concurrency });
  logger.info('Working the queues in this process too');
  return working;
}
