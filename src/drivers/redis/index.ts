import { createRequire } from 'node:module';
import type * as IORedis from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';
import { redisConfig } from '../../config/redis.js';
import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';

type Options = Omit<RedisOptions, 'replyMapping'>;

const { url, timeouts } = redisConfig;

const load = createRequire(import.meta.url);

const LONGEST_PAUSE = 1_000;

/** Fails at once while Redis is away, instead of keeping commands, and with them requests, until it is back. */
const impatient: Options = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: timeouts.connect,
  commandTimeout: timeouts.command,
};

function tell(connection: Redis): void {
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

function open(options: Options): Redis {
  if (!url) throw new Error('REDIS_URL is not set');
  // Only here, because whoever has no Redis would pay 25 MB of memory for it.
  const ioredis = load('ioredis') as typeof IORedis;
  const connection = new ioredis.Redis(url, {
    retryStrategy: (times) => Math.min(times * 50, LONGEST_PAUSE),
    ...options,
  });
  tell(connection);
  onClose(() => connection.disconnect());
  return connection;
}

/** Opens a connection of its own, such as a subscriber needs; it is closed with the other drivers. */
export function connectRedis(overrides: Options = {}): Redis {
  return open({ ...impatient, ...overrides });
}

/** Opens a connection that keeps its commands until Redis is back, for what can wait: never for a request. */
export function connectPatiently(): Redis {
  return open({ maxRetriesPerRequest: null, connectTimeout: timeouts.connect });
}

let shared: Redis | undefined;

/** The connection for commands that everything in this process shares. */
export function redis(): Redis {
  shared ??= connectRedis({ socketTimeout: timeouts.silence });
  return shared;
}

/** A key of this application. */
export function redisKey(...parts: readonly string[]): string {
  return [redisConfig.prefix, ...parts].join(':');
}
