import { setTimeout as sleep } from 'node:timers/promises';
import { driverCode } from '../utils/driverCode.js';
import { logger } from '../logging/logger.js';
import { randomBetween } from '../utils/random.js';
import { sequelize } from './sequelize.js';
import { transactionContext } from './transactionContext.js';

type Effect = () => Promise<void> | void;

const ATTEMPTS = 3;
const CONFLICTS = ['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'];
/** Milliseconds. */
const PAUSE = [10, 60] as const;
const EFFECTS = 'effects';

function isConflict(error: unknown): boolean {
  return CONFLICTS.includes(driverCode(error) ?? '');
}

async function attempt<T>(work: () => Promise<T>): Promise<[T, Effect[]]> {
  const effects: Effect[] = [];
  const result = await sequelize.transaction(() => {
    transactionContext.set(EFFECTS, effects);
    return work();
  });
  return [result, effects];
}

async function run(effect: Effect): Promise<void> {
  try {
    await effect();
  } catch (error) {
    // The transaction stands; whoever asked for it must not be told otherwise.
    logger.error('An effect after a commit failed', { error });
  }
}

async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === ATTEMPTS || !isConflict(error)) throw error;
    }
    // Two that met once would meet again if both tried again at once.
    await sleep(randomBetween(...PAUSE));
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
  const [result, effects] = await persistently(() => attempt(work));
  for (const effect of effects) await run(effect);
  return result;
}

/** Does something once the open transaction has committed, or at once where there is none; never after a rollback. */
export async function afterCommit(effect: Effect): Promise<void> {
  const effects = transactionContext.get('transaction') ? transactionContext.get(EFFECTS) : undefined;
  if (Array.isArray(effects)) effects.push(effect);
  else await effect();
}
