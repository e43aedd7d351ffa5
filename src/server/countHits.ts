import cluster, { type Worker } from 'node:cluster';
import { ClusterMemoryStorePrimary } from '@express-rate-limit/cluster-memory-store';
import { logger } from '../utils/logger.js';

function copying(worker: Worker) {
  return { id: worker.id, send: (answer: object) => worker.send(structuredClone(answer)) };
}

/** Keeps the rate-limit counters of all workers, in the process that supervises them. */
export function countHits(): void {
  const counters = new ClusterMemoryStorePrimary();
  const count = Reflect.get(counters, 'handleMessage') as (worker: object, message: unknown) => Promise<void>;
  let turn = Promise.resolve();
  // The library answers with an object that the next hit changes, and answers may wait to be sent: hits are counted one
  // after another and answered with copies, or all hits of a burst would be told the last number.
  Reflect.set(counters, 'handleMessage', (worker: Worker, message: unknown) => {
    turn = turn.then(() => count.call(counters, copying(worker), message));
    return turn;
  });
  counters.init();
  // The answer to a worker that has just died fails; that must not end the others.
  cluster.on('fork', (worker) => worker.on('error', (error) => logger.warn('A worker cannot be reached', { error })));
}
