import cluster from 'node:cluster';
import { MemoryStore, type Store } from 'express-rate-limit';
import { redisConfig } from '../../config/redis.js';
import { ClusterStore } from './ClusterStore.js';
import { FallbackStore } from './FallbackStore.js';
import { RedisCounterStore } from './RedisCounterStore.js';

/** Returns the store of a limiter: Redis if configured, else the supervisor of the cluster, else this process. */
export function rateLimitStore(limiter: string): Store {
  if (redisConfig.url) return new FallbackStore(new RedisCounterStore(limiter));
  return cluster.isWorker ? new FallbackStore(new ClusterStore(limiter)) : new MemoryStore();
}
