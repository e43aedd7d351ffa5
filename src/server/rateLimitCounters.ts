import { MemoryStore, type Options } from 'express-rate-limit';
import { type CountRequest, type Count, countHit } from '../middlewares/rateLimit/ClusterStore.js';

const stores = new Map<string, MemoryStore>();

function getStore({ limiter, windowMs }: CountRequest): MemoryStore {
  const known = stores.get(limiter);
  if (known) return known;
  const store = new MemoryStore();
  store.init({ windowMs } as Options);
  stores.set(limiter, store);
  return store;
}

async function applyOperation(request: CountRequest): Promise<Count> {
  const { totalHits = 0, resetTime } = (await getStore(request)[request.operation](request.key)) ?? {};
  return { totalHits, resetTime: resetTime?.getTime() ?? 0 };
}

/** Keeps the rate-limit counters of all workers, in the process that supervises them. */
export function serveRateLimitCounters(): void {
  let last: Promise<unknown> = Promise.resolve();
  // One after another: messages arrive in bursts, and the store returns the counter itself, which the next hit changes.
  countHit.handle((request) => {
    const count = last.then(() => applyOperation(request));
    last = count.catch(() => undefined);
    return count;
  });
}
