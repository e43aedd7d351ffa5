import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes, type Sequelize } from 'sequelize';
import { databaseConfig } from '../config/database.js';
import { OperatorError } from '../utils/OperationalError.js';

/** MySQL knows locks for the whole server, by names of up to 64 characters. */
const NAME = `migrations of ${databaseConfig.database}`.slice(0, 64).replace(/['\\]/g, '');
const POSTGRES_KEY = 7_586_426;
const PATIENCE = 60_000;
const INTERVAL = 100;

interface Lock {
  take: string;
  release?: string;
}

const named: Lock = {
  take: `SELECT GET_LOCK('${NAME}', 0) AS taken`,
  release: `SELECT RELEASE_LOCK('${NAME}') AS released`,
};

// All end with their connection, so that an instance that dies does not lock the others out.
const locks: Record<'postgres' | 'mysql' | 'mariadb', Lock> = {
  postgres: { take: `SELECT CASE WHEN pg_try_advisory_xact_lock(${POSTGRES_KEY}) THEN 1 ELSE 0 END AS taken` },
  mysql: named,
  mariadb: named,
};

async function waitFor(take: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await take()); waited += INTERVAL) {
    if (waited > PATIENCE) throw new OperatorError('Another instance has been migrating for a minute: try again later');
    await sleep(INTERVAL);
  }
}

async function onServer<T>(sequelize: Sequelize, { take, release }: Lock, work: () => Promise<T>): Promise<T> {
  const transaction = await sequelize.transaction();
  const select = (sql: string) => sequelize.query<{ taken: number }>(sql, { type: QueryTypes.SELECT, transaction });
  try {
    await waitFor(async () => (await select(take))[0]?.taken === 1);
    const result = await work();
    if (release) await select(release);
    return result;
  } finally {
    // Where the work failed because the connection is gone, so is the lock: the work's error is the one to tell.
    await transaction.rollback().catch(() => undefined);
  }
}

async function onFile<T>(work: () => Promise<T>): Promise<T> {
  const { openLock } = await import('./dialects/sqliteLock.js');
  const lock = await openLock(databaseConfig.storage);
  try {
    await waitFor(() => lock.take());
    return await work();
  } finally {
    await lock.release();
  }
}

/**
 * Runs the work while no other instance migrates; waits for its turn.
 *
 * @throws OperatorError if that takes more than a minute
 */
export function withMigrationLock<T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> {
  const { dialect } = databaseConfig;
  return dialect === 'sqlite' ? onFile(work) : onServer(sequelize, locks[dialect], work);
}
