import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes, Transaction } from 'sequelize';
import { databaseConfig } from '../../../config/database.js';
import { sequelize } from '../../../database/sequelize.js';
import { transactionContext } from '../../../database/transactionContext.js';
import { getDriverErrorCode } from '../../../utils/getDriverErrorCode.js';
import { randomBetween } from '../../../utils/random.js';

export type Replacements = Record<string, unknown>;

const { dialect } = databaseConfig;

const isMysql = dialect === 'mysql' || dialect === 'mariadb';
const MAX_ATTEMPTS = 5;
/** Milliseconds. */
const RETRY_DELAY_MS = [5, 50] as const;
const CONFLICT_CODES = ['40P01', '40001', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY'];

/** What the databases say differently. */
export const dialectSql = {
  /** After an INSERT: rows that a unique index refuses are left out, and do not count; the column is any of the table. */
  onConflictIgnore: (column: string) =>
    isMysql ? `ON DUPLICATE KEY UPDATE ${column} = ${column}` : 'ON CONFLICT DO NOTHING',
  /** SQLite has one writer at a time anyway. */
  skipLocked: dialect === 'sqlite' ? '' : 'FOR UPDATE SKIP LOCKED',
  forUpdate: dialect === 'sqlite' ? '' : 'FOR UPDATE',
  isPostgres: dialect === 'postgres',
  /** An UPDATE can return what it changed. */
  supportsReturning: !isMysql,
  /**
   * Ends the condition of a change that need not wait for the disk: were the server to crash within the next second, it
   * would have forgotten the change, and a job only runs again. It is most of what a commit costs.
   */
  asyncCommit: dialect === 'postgres' ? "AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'" : '',
  claimIndexHint: isMysql ? 'FORCE INDEX (jobs_claim_index)' : '',
};

/**
 * Says what happens in a job, whatever its transaction comes to, and holds no lock in there that a heartbeat would wait
 * for. SQLite's only writer is that transaction.
 */
export const outsideTransaction = dialect === 'sqlite' ? {} : { transaction: null };

type OutsideTransaction = typeof outsideTransaction;

/** Tries again what met another transaction; inside a transaction only its owner can. */
async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isConflict = CONFLICT_CODES.includes(getDriverErrorCode(error) ?? '');
      if (!isConflict || tries === MAX_ATTEMPTS || transactionContext.get('transaction')) throw error;
    }
    await sleep(randomBetween(...RETRY_DELAY_MS));
  }
}

// Never from a replica, which may not know yet what was just written; not in the log, which the looks would fill.
export function select<Row extends object>(sql: string, replacements: Replacements = {}): Promise<Row[]> {
  return retryOnConflict(() =>
    sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, useMaster: true, raw: true, logging: false }),
  );
}

/** Returns how many rows were inserted, changed or removed. */
export function execute(sql: string, replacements: Replacements, options: OutsideTransaction = {}): Promise<number> {
  return retryOnConflict(() => sequelize.query(sql, { replacements, type: QueryTypes.BULKUPDATE, ...options }));
}

/**
 * A short transaction of the driver's own. SQLite takes its one writer's place at the start, so that it cannot lose it
 * between a read and a write; MySQL locks the rows that it finds, and no gaps between them.
 */
export function inOwnTransaction<T>(work: () => Promise<T>): Promise<T> {
  const type = dialect === 'sqlite' ? { type: Transaction.TYPES.IMMEDIATE } : {};
  const isolation = isMysql ? { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED } : {};
  return retryOnConflict(() => sequelize.transaction({ ...type, ...isolation }, work));
}
