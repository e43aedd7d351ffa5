import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { connectRedis } from '../../redis/index.js';
import { withQueueRedis } from './withQueueRedis.js';

/** Milliseconds that a single command of an administrator may take. */
const COMMAND_TIMEOUT_MS = 10_000;

let adminConnection: Redis | undefined;

/** The connection of the administrators, whose long answers would hold up all that shares one with them. */
export function getAdminRedis(): Redis {
  adminConnection ??= connectRedis({
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: true,
  });
  return adminConnection;
}

function isConnectionLost(error: unknown, { status }: Redis): boolean {
  return status !== 'ready' || (error instanceof Error && error.message === 'Command timed out');
}

/**
 * Asks as `withQueueRedis` does, on a connection of its own and with more patience: a slow answer does not make the
 * application take Redis for dead. @throws ServiceUnavailable while Redis is away
 */
export function withAdminRedis<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
  return withQueueRedis(async (shared) => {
    // Nobody waits that long for a Redis that is down.
    await shared.ping();
    const connection = getAdminRedis();
    try {
      return await operation(connection);
    } catch (error) {
      if (isConnectionLost(error, connection))
        throw new ServiceUnavailable('The queue did not answer in time, please try again');
      throw error;
    }
  });
}
