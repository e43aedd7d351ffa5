import type { Options } from 'express-rate-limit';
import { type Count, type CountRequest, countHit } from '../middlewares/rateLimit/ClusterStore.js';
import { ExactMemoryStore } from '../middlewares/rateLimit/ExactMemoryStore.js';

const stores = new Map<string, ExactMemoryStore>();

function getStore({ limiter, windowMs }: CountRequest): ExactMemoryStore {
  const existing = stores.get(limiter);
  if (existing) return existing;
  const store = new ExactMemoryStore();
  store.init({ windowMs } as Options);
  stores.set(limiter, store);
  return store;
}

async function applyOperation(request: CountRequest): Promise<Count> {
  const { totalHits = 0, resetTime } = (await getStore(request)[request.operation](request.key)) ?? {};
  return { totalHits, resetTime: resetTime?.getTime() ?? 0 };
}

/** Keeps the rate-limit counters of all workers. Call it in the supervisor. */
export function serveRateLimitCounters(): void {
  countHit.handle(applyOperation);
}
