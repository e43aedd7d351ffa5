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

/** Fails at once while Redis is away, instead of keeping commands, and with them requests, until it is back. */
const failFast: ConnectionOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: timeoutsMs.connect,
  commandTimeout: timeoutsMs.command,
};

function logConnectionState(connection: Redis): void {
  let isDown = false;
  connection.on('error', (error: Error) => {
    if (!isDown) logger.warn('Redis cannot be reached', { reason: error.message });
    isDown = true;
  });
  connection.on('ready', () => {
    if (isDown) logger.info('Redis is back');
    isDown = false;
  });
}

function openConnection(options: ConnectionOptions): Redis {
  if (!url) throw new Error('REDIS_URL is not set');
  // Only here, because whoever has no Redis would pay 25 MB of memory for it.
  const ioredis = requireModule('ioredis') as typeof IORedis;
  const connection = new ioredis.Redis(url, {
    retryStrategy: (times) => Math.min(times * 50, MAX_RETRY_DELAY_MS),
    ...options,
  });
  logConnectionState(connection);
  onClose(() => connection.disconnect());
  return connection;
}

/** Opens a connection of its own, such as a subscriber needs; it is closed with the other drivers. */
export function connectRedis(overrides: ConnectionOptions = {}): Redis {
  return openConnection({ ...failFast, ...overrides });
}

/** Opens a connection that keeps its commands until Redis is back, for what can wait: never for a request. */
export function connectForWorkers(): Redis {
  return openConnection({ maxRetriesPerRequest: null, connectTimeout: timeoutsMs.connect });
}

let sharedConnection: Redis | undefined;

/** The connection for commands that everything in this process shares. */
export function getRedis(): Redis {
  sharedConnection ??= connectRedis({ socketTimeout: timeoutsMs.socket });
  return sharedConnection;
}

/** A key of this application. */
export function redisKey(...parts: readonly string[]): string {
  return [redisConfig.prefix, ...parts].join(':');
}
