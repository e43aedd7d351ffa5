import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { redisConfig } from '../../config/redis.js';
import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';
import { getRedis } from './index.js';

/** Redis cannot execute commands at the moment. */
export class RedisUnavailable extends Error {
  public override readonly name = 'RedisUnavailable';
}

const PROBE_INTERVAL_MS = 250;

const LOG_INTERVAL_MS = 60_000;

/** Commands wait for the very first connection. */
let firstConnection: Promise<unknown> | undefined;
let probeTimer: NodeJS.Timeout | undefined;
let lastRejectionLoggedAt = -Infinity;

async function waitForFirstConnection(connection: Redis): Promise<void> {
  onClose(() => clearInterval(probeTimer));
  if (connection.status === 'ready') return;
  const signal = AbortSignal.timeout(redisConfig.timeoutsMs.connect);
  await Promise.race(['ready', 'close'].map((event) => once(connection, event, { signal }))).catch(() => undefined);
}

/** Errors of a Redis that is reachable but unusable: it is loading, full, a replica, or denies access. */
const UNUSABLE_REPLY =
  /^(LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|NOAUTH|WRONGPASS|NOPERM)\b/;

function isCommandTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}

/** Circuit breaker: after a command timed out, only this probe waits for Redis until it answers again. */
function startProbing(connection: Redis): void {
  if (probeTimer) return;
  logger.warn('Redis is not responding');
  probeTimer = setInterval(() => void connection.ping().then(stopProbing, () => undefined), PROBE_INTERVAL_MS).unref();
}

function stopProbing(): void {
  if (!probeTimer) return;
  clearInterval(probeTimer);
  probeTimer = undefined;
  logger.info('Redis is responding again');
}

/** True if Redis or the connection failed, rather than the command itself. */
function isOutage(error: unknown, { status }: Redis): boolean {
  return (
    status !== 'ready' || isCommandTimeout(error) || (error instanceof Error && UNUSABLE_REPLY.test(error.message))
  );
}

/** Callers go on without Redis, so nobody would notice a Redis that is full or denies access. */
function logRejectedCommand(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return;
  if (performance.now() < lastRejectionLoggedAt + LOG_INTERVAL_MS) return;
  lastRejectionLoggedAt = performance.now();
  logger.error('Redis rejects commands', { reason: error.message });
}

/**
 * Runs commands, or fails immediately while Redis is unavailable. Only the first callers of a Redis that hangs wait, until
 * the command times out.
 *
 * @throws RedisUnavailable, or any other error of the operation
 */
export async function withRedis<T>(operation: (connection: Redis) => Promise<T>): Promise<T> {
  const connection = getRedis();
  await (firstConnection ??= waitForFirstConnection(connection));
  if (probeTimer || connection.status !== 'ready') throw new RedisUnavailable('Redis is unavailable');
  try {
    return await operation(connection);
  } catch (error) {
    if (isCommandTimeout(error)) startProbing(connection);
    logRejectedCommand(error);
    if (!isOutage(error, connection)) throw error;
    throw new RedisUnavailable('Redis did not execute a command', { cause: error });
  }
}
