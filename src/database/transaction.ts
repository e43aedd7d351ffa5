import { setTimeout as sleep } from 'node:timers/promises';
import { getDriverErrorCode } from '../utils/getDriverErrorCode.js';
import { logger } from '../logging/logger.js';
import { randomBetween } from '../utils/random.js';
import { sequelize } from './sequelize.js';
import { transactionContext } from './transactionContext.js';

type AfterCommitCallback = () => Promise<void> | void;

const MAX_ATTEMPTS = 3;
const CONFLICT_CODES = ['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'];
/** Milliseconds. */
const RETRY_DELAY_MS = [10, 60] as const;
const AFTER_COMMIT_CALLBACKS = 'effects';

function isConflict(error: unknown): boolean {
  return CONFLICT_CODES.includes(getDriverErrorCode(error) ?? '');
}

async function runInTransaction<T>(work: () => Promise<T>): Promise<[T, AfterCommitCallback[]]> {
  const callbacks: AfterCommitCallback[] = [];
  const result = await sequelize.transaction(() => {
    transactionContext.set(AFTER_COMMIT_CALLBACKS, callbacks);
    return work();
  });
  return [result, callbacks];
}

async function runCallback(callback: AfterCommitCallback): Promise<void> {
  try {
    await callback();
  } catch (error) {
    // The transaction stands; whoever asked for it must not be told otherwise.
    logger.error('An effect after a commit failed', { error });
  }
}

async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === MAX_ATTEMPTS || !isConflict(error)) throw error;
    }
    // Two that met once would meet again if both tried again at once.
    await sleep(randomBetween(...RETRY_DELAY_MS));
  }
}

/**
 * Runs the work in a transaction that every query inside joins by itself; inside another one it becomes part of it.
 * A deadlock or serialization failure is tried again, so the work may run up to three times.
 *
 * @throws whatever the work throws, after everything it did was rolled back
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (transactionContext.get('transaction')) return work();
  const [result, callbacks] = await retryOnConflict(() => runInTransaction(work));
  for (const callback of callbacks) await runCallback(callback);
  return result;
}

/** Does something once the open transaction has committed, or at once where there is none; never after a rollback. */
export async function afterCommit(callback: AfterCommitCallback): Promise<void> {
  const callbacks = transactionContext.get('transaction') ? transactionContext.get(AFTER_COMMIT_CALLBACKS) : undefined;
  if (Array.isArray(callbacks)) callbacks.push(callback);
  else await callback();
}
