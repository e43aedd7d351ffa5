import { setTimeout as sleep } from 'node:timers/promises';
import { getDriverErrorCode } from '../utils/getDriverErrorCode.js';
import { logger } from '../logging/logger.js';
import { randomBetween } from '../utils/random.js';
import { sequelize } from './sequelize.js';
import { transactionContext } from './transactionContext.js';

type AfterCommitCallback = () => Promise<void> | void;

const MAX_ATTEMPTS = 3;
const CONFLICT_CODES = ['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'];
/** Random pause in milliseconds, so that two conflicting transactions do not collide again. */
const RETRY_DELAY_MS = [10, 60] as const;
const AFTER_COMMIT_CALLBACKS = 'afterCommitCallbacks';

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
    // The transaction has committed, so its caller must not see an error.
    logger.error('An after-commit callback failed', { error });
  }
}

async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isConflict(error)) throw error;
    }
    await sleep(randomBetween(...RETRY_DELAY_MS));
  }
}

/**
 * Runs the work in a transaction. Queries inside join it automatically, and a nested call joins the outer transaction.
 * A deadlock or serialization failure is retried, so the work may run up to three times.
 *
 * @throws the errors of the work, after the rollback
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (transactionContext.get('transaction')) return work();
  const [result, callbacks] = await retryOnConflict(() => runInTransaction(work));
  for (const callback of callbacks) await runCallback(callback);
  return result;
}

/**
 * Runs the callback after the current transaction has committed, never after a rollback; immediately if there is no
 * transaction.
 */
export async function afterCommit(callback: AfterCommitCallback): Promise<void> {
  const callbacks = transactionContext.get('transaction') ? transactionContext.get(AFTER_COMMIT_CALLBACKS) : undefined;
  if (Array.isArray(callbacks)) callbacks.push(callback);
  else await callback();
}
