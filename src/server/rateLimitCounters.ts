import cluster, { type Worker } from 'node:cluster';
import { MemoryStore, type Options } from 'express-rate-limit';
import type { Counted, CountRequest } from '../types/counting.js';
import { logger } from '../logging/logger.js';

const stores = new Map<string, MemoryStore>();

function getStore({ name, windowMs }: CountRequest): MemoryStore {
  const known = stores.get(name);
  if (known) return known;
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  stores.set(name, store);
  return store;
}

async function applyOperation(request: CountRequest): Promise<Counted> {
  const store = getStore(request);
  const counted = await store[request.operation](request.key);
  const { totalHits = 0, resetTime } = counted ?? {};
  return { type: 'counted', id: request.id, totalHits, resetTime: resetTime?.getTime() ?? 0 };
}

let lastOperation = Promise.resolve();

// One after another: messages arrive in bursts, and the store hands out the counter itself, which the next hit changes.
function answerRequest(worker: Worker, message: Partial<CountRequest>): void {
  if (message.type !== 'count') return;
  lastOperation = lastOperation.then(async () => {
    const counted = await applyOperation(message as CountRequest);
    if (worker.isConnected()) worker.send(counted);
  });
}

/** Keeps the rate-limit counters of all workers, in the process that supervises them. */
export function serveRateLimitCounters(): void {
  cluster.on('message', (worker, message: Partial<CountRequest>) => answerRequest(worker, message));
  // The answer to a worker that has just died fails; that must not end the others.
  cluster.on('fork', (worker) => worker.on('error', (error) => logger.warn('A worker cannot be reached', { error })));
}
