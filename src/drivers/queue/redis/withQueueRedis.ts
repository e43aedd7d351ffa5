import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { askRedis, RedisUnavailable } from '../../redis/withRedis.js';

const RETRY_AFTER = 5;

/** Asks Redis for something about jobs, as `askRedis` does. @throws ServiceUnavailable while Redis is away */
export async function askQueue<T>(question: (connection: Redis) => Promise<T>): Promise<T> {
  try {
    return await askRedis(question);
  } catch (error) {
    if (!(error instanceof RedisUnavailable)) throw error;
    throw new ServiceUnavailable('The queue cannot be reached, please try again later', RETRY_AFTER);
  }
}
