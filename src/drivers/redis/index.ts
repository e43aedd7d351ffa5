import { createRequire } from 'node:module';
import type * as IORedis from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';
import { redisConfig } from '../../config/redis.js';
import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';

type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

const { url, timeoutsMs } = redisConfig;

const requireModule = createRequire(import.meta.url);

const MAX_RETRY_DELAY_MS = 1_000;

/** Fails immediately while Redis is unavailable, instead of queueing commands, and with them requests. */
const failFast: ConnectionOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: timeoutsMs.connect,
  commandTimeout: timeoutsMs.command,
};

function logConnectionState(connection: Redis): void {
  let isDown = false;
  connection.on('error', (error: Error) => {
    if (!isDown) logger.warn('Redis is unavailable', { reason: error.message });
    isDown = true;
  });
  connection.on('ready', () => {
    if (isDown) logger.info('Redis reconnected');
    isDown = false;
  });
}

function openConnection(options: ConnectionOptions): Redis {
  if (!url) throw new Error('REDIS_URL is not set');
  // Loaded lazily: it takes 25 MB of memory, also in processes without Redis.
  const ioredis = requireModule('ioredis') as typeof IORedis;
  const connection = new ioredis.Redis(url, {
    retryStrategy: (times) => Math.min(times * 50, MAX_RETRY_DELAY_MS),
    ...options,
  });
  logConnectionState(connection);
  onClose(() => {
    // ioredis would keep the process alive for two seconds to disconnect a closed connection again.
    if (connection.status !== 'end') connection.disconnect();
  });
  return connection;
}

/** Opens a separate connection, such as a subscriber needs. It is closed with the other drivers. */
export function connectRedis(overrides: ConnectionOptions = {}): Redis {
  return openConnection({ ...failFast, ...overrides });
}

/** Opens a connection that queues its commands until Redis is back. Not for requests, which must not wait. */
export function connectForWorkers(): Redis {
  return openConnection({ maxRetriesPerRequest: null, connectTimeout: timeoutsMs.connect });
}

let sharedConnection: Redis | undefined;

/** The connection for commands, shared by the whole process and opened at its first use. */
export function getRedis(): Redis {
  sharedConnection ??= connectRedis({ socketTimeout: timeoutsMs.socket });
  return sharedConnection;
}

/** Builds a key below REDIS_PREFIX. */
export function redisKey(...parts: readonly string[]): string {
  return [redisConfig.prefix, ...parts].join(':');
}
