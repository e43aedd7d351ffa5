import { setTimeout as sleep } from 'node:timers/promises';
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import sqlite3 from 'sqlite3';
import { databaseConfig } from '../config/database.js';

/** MySQL knows locks for the whole server, by names of up to 64 characters. */
const NAME = `migrations of ${databaseConfig.database}`.slice(0, 64).replace(/['\\]/g, '');
const POSTGRES_KEY = 7_586_426;
const PATIENCE = 60_000;
const INTERVAL = 100;

interface Lock {
  try: string;
  release?: string;
}

const locks: Record<'postgres' | 'mysql' | 'mariadb', Lock> = {
  // Both end with their connection, so that an instance that dies does not lock the others out.
  postgres: { try: `SELECT CASE WHEN pg_try_advisory_xact_lock(${POSTGRES_KEY}) THEN 1 ELSE 0 END AS taken` },
  mysql: { try: `SELECT GET_LOCK('${NAME}', 0) AS taken`, release: `SELECT RELEASE_LOCK('${NAME}') AS released` },
  mariadb: { try: `SELECT GET_LOCK('${NAME}', 0) AS taken`, release: `SELECT RELEASE_LOCK('${NAME}') AS released` },
};

async function waitFor(take: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await take())) {
    if (Date.now() > deadline)
      throw new Error('Another instance has been migrating for a minute: gave up waiting for it');
    await sleep(INTERVAL);
  }
}

async function onServer<T>(sequelize: Sequelize, lock: Lock, work: () => Promise<T>): Promise<T> {
  const connection = await sequelize.transaction();
  const select = (sql: string, transaction: Transaction) =>
    sequelize.query<{ taken: number }>(sql, { type: QueryTypes.SELECT, transaction, useMaster: true });
  try {
    await waitFor(async () => (await select(lock.try, connection))[0]?.taken === 1);
    return await work();
  } finally {
    if (lock.release) await select(lock.release, connection);
    await connection.commit();
  }
}

function open(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });
}

/** Whether the statement could run; false while another process has the file. */
function execute(database: sqlite3.Database, sql: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    database.exec(sql, (error: (Error & { code?: string }) | null) => {
      if (error && error.code !== 'SQLITE_BUSY') reject(error);
      else resolve(error === null);
    });
  });
}

function close(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
}

/** SQLite has no lock by name: an exclusive transaction on a file beside the database, which ends with the process. */
async function onFile<T>(storage: string, work: () => Promise<T>): Promise<T> {
  const database = await open(`${storage}.lock`);
  try {
    await waitFor(() => execute(database, 'BEGIN EXCLUSIVE'));
    return await work();
  } finally {
    await close(database);
  }
}

/** Runs the work while no other instance migrates; waits for its turn up to a minute. */
export function withMigrationLock<T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> {
  return databaseConfig.dialect === 'sqlite'
    ? onFile(databaseConfig.storage, work)
    : onServer(sequelize, locks[databaseConfig.dialect], work);
}
