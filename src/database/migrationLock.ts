import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes, type Sequelize } from 'sequelize';
import { databaseConfig } from '../config/database.js';
import { OperationalError } from '../utils/OperationalError.js';

/** MySQL's named locks apply to the whole server; names have up to 64 characters. */
const LOCK_NAME = `migrations of ${databaseConfig.database}`.slice(0, 64).replace(/['\\]/g, '');
const POSTGRES_KEY = 7_586_426;
const LOCK_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 100;

interface LockStatements {
  acquire: string;
  release?: string;
}

const namedLock: LockStatements = {
  acquire: `SELECT GET_LOCK('${LOCK_NAME}', 0) AS taken`,
  release: `SELECT RELEASE_LOCK('${LOCK_NAME}') AS released`,
};

// All locks end with their connection, so that an instance that dies does not block the others.
const locks: Record<'postgres' | 'mysql' | 'mariadb', LockStatements> = {
  postgres: { acquire: `SELECT CASE WHEN pg_try_advisory_xact_lock(${POSTGRES_KEY}) THEN 1 ELSE 0 END AS taken` },
  mysql: namedLock,
  mariadb: namedLock,
};

async function waitForLock(tryAcquire: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await tryAcquire()); waitedMs += POLL_INTERVAL_MS) {
    if (waitedMs > LOCK_TIMEOUT_MS)
      throw new OperationalError('Another instance has been running migrations for a minute. Try again later');
    await sleep(POLL_INTERVAL_MS);
  }
}

async function withServerLock<T>(
  sequelize: Sequelize,
  { acquire, release }: LockStatements,
  work: () => Promise<T>,
): Promise<T> {
  const transaction = await sequelize.transaction();
  const select = (sql: string) => sequelize.query<{ taken: number }>(sql, { type: QueryTypes.SELECT, transaction });
  try {
    await waitForLock(async () => (await select(acquire))[0]?.taken === 1);
    const result = await work();
    if (release) await select(release);
    return result;
  } finally {
    // If the connection was lost, so is the lock. The error of the work must not be masked by that of the rollback.
    await transaction.rollback().catch(() => undefined);
  }
}

async function withFileLock<T>(work: () => Promise<T>): Promise<T> {
  const { openFileLock } = await import('./dialects/sqliteLock.js');
  const lock = await openFileLock(databaseConfig.storage);
  try {
    await waitForLock(() => lock.acquire());
    return await work();
  } finally {
    await lock.release();
  }
}

/**
 * Runs the work under a lock that excludes other instances.
 *
 * @throws OperationalError if the lock is not available within a minute
 */
export function withMigrationLock<T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> {
  const { dialect } = databaseConfig;
  return dialect === 'sqlite' ? withFileLock(work) : withServerLock(sequelize, locks[dialect], work);
}
