import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../../exceptions/ServiceUnavailable.js';
import { connectRedis } from '../../redis/index.js';
import { withQueueRedis } from './withQueueRedis.js';

/** Timeout of a single command in milliseconds. */
const COMMAND_TIMEOUT_MS = 10_000;

let adminConnection: Redis | undefined;

/** The administrators' connection. It is separate, because long responses would block other commands. */
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
 * Runs an operation like `withQueueRedis`, on a separate connection with a longer timeout. A slow response does not
 * mark Redis as unavailable. @throws ServiceUnavailable if Redis is unavailable
 */
export function withAdminRedis<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
  return withQueueRedis(async (shared) => {
    // Fail fast if Redis is down.
    await shared.ping();
    const connection = getAdminRedis();
    try {
      return await operation(connection);
    } catch (error) {
      if (isConnectionLost(error, connection))
        throw new ServiceUnavailable('The queue did not respond in time, please try again');
      throw error;
    }
  });
}
