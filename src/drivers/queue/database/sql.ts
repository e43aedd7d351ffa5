import { QueryTypes, Transaction } from 'sequelize';
import { databaseConfig } from '../../../config/database.js';
import { retryOnConflict } from '../../../database/retryOnConflict.js';
import { sequelize } from '../../../database/sequelize.js';
import { isConflict, isLockTimeout } from '../../../utils/conflictCodes.js';

export type Replacements = Record<string, unknown>;

const { dialect } = databaseConfig;

const isMysql = dialect === 'mysql' || dialect === 'mariadb';
const MAX_ATTEMPTS = 5;

/** SQL that differs between databases. */
export const dialectSql = {
  /** Skips rows that violate a unique index; they do not count. MySQL needs any column of the table. */
  onConflictIgnore: (column: string) =>
    isMysql ? `ON DUPLICATE KEY UPDATE ${column} = ${column}` : 'ON CONFLICT DO NOTHING',
  /** SQLite has a single writer, so it needs no row locks. */
  skipLocked: dialect === 'sqlite' ? '' : 'FOR UPDATE SKIP LOCKED',
  forUpdate: dialect === 'sqlite' ? '' : 'FOR UPDATE',
  isPostgres: dialect === 'postgres',
  /** True if UPDATE supports RETURNING. */
  supportsReturning: !isMysql,
  /**
   * Appended to the condition of an UPDATE that need not wait for the disk. If the server crashes within the next
   * second, the change is lost and the job merely runs again. Waiting for the disk is most of the cost of a commit.
   */
  asyncCommit: dialect === 'postgres' ? "AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'" : '',
  claimIndexHint: isMysql ? 'FORCE INDEX (jobs_claim_index)' : '',
};

/**
 * Progress and logs are stored even if the job's transaction is rolled back, and their locks do not block heartbeats.
 * SQLite cannot do so: the job's transaction is its only writer.
 */
export const outsideTransaction = dialect === 'sqlite' ? {} : { transaction: null };

type OutsideTransaction = typeof outsideTransaction;

/** Retries work after a deadlock, a serialization failure or a lock timeout, except inside a transaction. */
function retryBriefly<T>(work: () => Promise<T>): Promise<T> {
  const isRetryable = (error: unknown): boolean => isConflict(error) || isLockTimeout(error);
  return retryOnConflict(work, { maxAttempts: MAX_ATTEMPTS, isRetryable });
}

// Not logged, because polling would flood the log.
export function select<Row extends object>(sql: string, replacements: Replacements = {}): Promise<Row[]> {
  return retryBriefly(() =>
    sequelize.query<Row>(sql, { replacements, type: QueryTypes.SELECT, raw: true, logging: false }),
  );
}

/** Runs a statement and returns the number of affected rows. */
export function execute(sql: string, replacements: Replacements, options: OutsideTransaction = {}): Promise<number> {
  return retryBriefly(() => sequelize.query(sql, { replacements, type: QueryTypes.BULKUPDATE, ...options }));
}

/**
 * Runs work in a short transaction of its own. SQLite becomes the writer at its start (BEGIN IMMEDIATE), because
 * upgrading after a read can fail. MySQL uses READ COMMITTED, which takes no gap locks.
 */
export function inOwnTransaction<T>(work: () => Promise<T>): Promise<T> {
  const type = dialect === 'sqlite' ? { type: Transaction.TYPES.IMMEDIATE } : {};
  const isolation = isMysql ? { isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED } : {};
  return retryBriefly(() => sequelize.transaction({ ...type, ...isolation }, work));
}
