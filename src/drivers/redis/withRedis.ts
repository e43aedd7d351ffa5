import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { redisConfig } from '../../config/redis.js';
import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';
import { redis } from './index.js';

/** Redis cannot be asked at the moment. */
export class RedisUnavailable extends Error {
  public override readonly name = 'RedisUnavailable';
}

/** Milliseconds between two looks at a server that has fallen silent. */
const PAUSE = 250;

/** Milliseconds between two complaints. */
const QUIET = 60_000;

/** As long as the very first connection is being made, commands wait for it. */
let opening: Promise<unknown> | undefined;
let silence: NodeJS.Timeout | undefined;
let connections = 0;
let complaint = -Infinity;
const awaiting = new Set<() => void>();

async function open(connection: Redis): Promise<void> {
  connection.on('ready', () => {
    connections += 1;
    tellOfReturn();
  });
  onClose(() => clearInterval(silence));
  if (connection.status === 'ready') return;
  const signal = AbortSignal.timeout(redisConfig.timeouts.connect);
  await Promise.race(['ready', 'close'].map((event) => once(connection, event, { signal }))).catch(() => undefined);
}

/** Answers of a Redis that is there but can do nothing: it starts, is full, is only a replica, or does not let us in. */
const REFUSALS = /^(LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|NOAUTH|WRONGPASS|NOPERM)\b/;

function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}

/** From the first command that it left unanswered, until it answers again, nobody but this waits for Redis. */
function awaitAnswer(connection: Redis): void {
  if (silence) return;
  logger.warn('Redis does not answer');
  silence = setInterval(() => void connection.ping().then(endSilence, () => undefined), PAUSE).unref();
}

function endSilence(): void {
  if (!silence) return;
  clearInterval(silence);
  silence = undefined;
  logger.info('Redis answers again');
  tellOfReturn();
}

function tellOfReturn(): void {
  for (const effect of awaiting) effect();
}

/** Has something done each time that Redis can be asked again; whoever never asked it is not told. */
export function onRedisReturn(effect: () => void): void {
  awaiting.add(effect);
}

/** Whether not the question, but Redis or the way to it is at fault. */
function isOutage(error: unknown, { status }: Redis): boolean {
  return status !== 'ready' || isSilent(error) || (error instanceof Error && REFUSALS.test(error.message));
}

/** A Redis that is there and refuses, over its memory or its permissions, would else be missed by nobody. */
function complain(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ReplyError' || performance.now() < complaint + QUIET) return;
  complaint = performance.now();
  logger.error('Redis refuses what it is asked', { reason: error.message });
}

/** How often Redis was connected to: whoever finds another number than before cannot rely on what was there. */
export function redisConnections(): number {
  return connections;
}

/**
 * Asks Redis for something, or fails at once while it is away: only requests that meet the beginning of a silence wait,
 * for half a second.
 *
 * @throws RedisUnavailable, or what else the question itself throws
 */
export async function askRedis<T>(question: (connection: Redis) => Promise<T>): Promise<T> {
  const connection = redis();
  await (opening ??= open(connection));
  if (silence || connection.status !== 'ready') throw new RedisUnavailable('Redis is away');
  try {
    return await question(connection);
  } catch (error) {
    if (isSilent(error)) awaitAnswer(connection);
    complain(error);
    if (!isOutage(error, connection)) throw error;
    throw new RedisUnavailable('Redis did not do what it was asked', { cause: error });
  }
}
