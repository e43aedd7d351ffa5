import cluster from 'node:cluster';
import { MemoryStore, type Store } from 'express-rate-limit';
import { redisConfig } from '../../config/redis.js';
import { ClusterStore } from './ClusterStore.js';
import { RedisCounterStore } from './RedisCounterStore.js';

/** Where a limiter counts: as far together with others as the configuration allows. */
export function rateLimitStore(limiter: string): Store {
  if (redisConfig.url) return new RedisCounterStore(limiter);
  // The workers of one machine count together, in their primary process.
  return cluster.isWorker ? new ClusterStore(limiter) : new MemoryStore();
}
