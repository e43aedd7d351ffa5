import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { withRedis, RedisUnavailable } from '../../redis/withRedis.js';

const RETRY_AFTER_SECONDS = 5;

/** Runs an operation on Redis like `withRedis`. @throws ServiceUnavailable if Redis is unavailable */
export async function withQueueRedis<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
  try {
    return await withRedis(operation);
  } catch (error) {
    if (!(error instanceof RedisUnavailable)) throw error;
    throw new ServiceUnavailable('The queue is unavailable, please try again later', RETRY_AFTER_SECONDS);
  }
}
