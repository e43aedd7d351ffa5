import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { redisConfig } from '../../config/redis.js';
import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';
import { getRedis } from './index.js';

/** Redis cannot be asked at the moment. */
export class RedisUnavailable extends Error {
  public override readonly name = 'RedisUnavailable';
}

/** Milliseconds between two looks at a server that has fallen silent. */
const PROBE_INTERVAL_MS = 250;

/** Milliseconds between two complaints. */
const LOG_INTERVAL_MS = 60_000;

/** As long as the very first connection is being made, commands wait for it. */
let firstConnection: Promise<unknown> | undefined;
let probeTimer: NodeJS.Timeout | undefined;
let lastRejectionLoggedAt = -Infinity;

async function waitForFirstConnection(connection: Redis): Promise<void> {
  onClose(() => clearInterval(probeTimer));
  if (connection.status === 'ready') return;
  const signal = AbortSignal.timeout(redisConfig.timeoutsMs.connect);
  await Promise.race(['ready', 'close'].map((event) => once(connection, event, { signal }))).catch(() => undefined);
}

/** Answers of a Redis that is there but can do nothing: it starts, is full, is only a replica, or does not let us in. */
const UNUSABLE_REPLY =
  /^(LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|NOAUTH|WRONGPASS|NOPERM)\b/;

function isCommandTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}

/** From the first command that it left unanswered, until it answers again, nobody but this waits for Redis. */
function startProbing(connection: Redis): void {
  if (probeTimer) return;
  logger.warn('Redis does not answer');
  probeTimer = setInterval(() => void connection.ping().then(stopProbing, () => undefined), PROBE_INTERVAL_MS).unref();
}

function stopProbing(): void {
  if (!probeTimer) return;
  clearInterval(probeTimer);
  probeTimer = undefined;
  logger.info('Redis answers again');
}

/** Whether not the question, but Redis or the way to it is at fault. */
function isOutage(error: unknown, { status }: Redis): boolean {
  return (
    status !== 'ready' || isCommandTimeout(error) || (error instanceof Error && UNUSABLE_REPLY.test(error.message))
  );
}

/** A Redis that is there and refuses, over its memory or its permissions, would else be missed by nobody. */
function logRejectedCommand(error: unknown): void {
  if (
    !(error instanceof Error) ||
    error.name !== 'ReplyError' ||
    performance.now() < lastRejectionLoggedAt + LOG_INTERVAL_MS
  )
    return;
  lastRejectionLoggedAt = performance.now();
  logger.error('Redis refuses what it is asked', { reason: error.message });
}

/**
 * Asks Redis for something, or fails at once while it is away: only requests that meet the beginning of a silence wait,
 * for half a second.
 *
 * @throws RedisUnavailable, or what else the question itself throws
 */
export async function withRedis<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
  const connection = getRedis();
  await (firstConnection ??= waitForFirstConnection(connection));
  if (probeTimer || connection.status !== 'ready') throw new RedisUnavailable('Redis is away');
  try {
    return await operation(connection);
  } catch (error) {
    if (isCommandTimeout(error)) startProbing(connection);
    logRejectedCommand(error);
    if (!isOutage(error, connection)) throw error;
    throw new RedisUnavailable('Redis did not do what it was asked', { cause: error });
  }
}
