import { logger } from '../logging/logger.js';
import { retryOnConflict } from './retryOnConflict.js';
import { sequelize } from './sequelize.js';
import { transactionContext } from './transactionContext.js';

type AfterCommitCallback = () => Promise<void> | void;

const MAX_ATTEMPTS = 3;
const AFTER_COMMIT_CALLBACKS = 'afterCommitCallbacks';

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

/**
 * Runs the work in a transaction. Queries inside join it automatically, and a nested call joins the outer transaction.
 * A deadlock or serialization failure is retried, so the work may run up to three times.
 *
 * @throws the errors of the work, after the rollback
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (transactionContext.get('transaction')) return work();
  const [result, callbacks] = await retryOnConflict(() => runInTransaction(work), { maxAttempts: MAX_ATTEMPTS });
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
