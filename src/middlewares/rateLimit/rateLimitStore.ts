import cluster from 'node:cluster';
import { MemoryStore, type Store } from 'express-rate-limit';
import { redisConfig } from '../../config/redis.js';
import { ClusterStore } from './ClusterStore.js';
import { FallbackStore } from './FallbackStore.js';
import { RedisCounterStore } from './RedisCounterStore.js';

/** The store of a limiter's counters, shared with as many processes as the configuration allows. */
export function rateLimitStore(limiter: string): Store {
  if (redisConfig.url) return new FallbackStore(new RedisCounterStore(limiter));
  // The workers of one machine share the counters of their supervisor.
  return cluster.isWorker ? new FallbackStore(new ClusterStore(limiter)) : new MemoryStore();
}
