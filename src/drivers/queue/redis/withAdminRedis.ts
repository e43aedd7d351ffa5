import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { connectRedis } from '../../redis/index.js';
import { askQueue } from './withQueueRedis.js';

/** Milliseconds that a single command of an administrator may take. */
const PATIENCE = 10_000;

let own: Redis | undefined;

/** The connection of the administrators, whose long answers would hold up all that shares one with them. */
export function patientRedis(): Redis {
  own ??= connectRedis({ commandTimeout: PATIENCE, socketTimeout: PATIENCE, enableOfflineQueue: true });
  return own;
}

function isLost(error: unknown, { status }: Redis): boolean {
  return status !== 'ready' || (error instanceof Error && error.message === 'Command timed out');
}

/**
 * Asks as `askQueue` does, on a connection of its own and with more patience: a slow answer does not make the
 * application take Redis for dead. @throws ServiceUnavailable while Redis is away
 */
export function askPatiently<T>(question: (connection: Redis) => Promise<T>): Promise<T> {
  return askQueue(async (shared) => {
    // Nobody waits that long for a Redis that is down.
    await shared.ping();
    const connection = patientRedis();
    try {
      return await question(connection);
    } catch (error) {
      if (isLost(error, connection)) throw new ServiceUnavailable('The queue did not answer in time, please try again');
      throw error;
    }
  });
}
