import { type Options, Sequelize } from 'sequelize';
import { databaseConfig } from '../config/database.js';
import type { Dialect } from '../config/databaseUrl.js';
import { loggingConfig } from '../config/logging.js';
import { logger } from '../logging/logger.js';
import { readFromPrimaryByDefault } from './replicas.js';
import { transactionContext } from './transactionContext.js';

const drivers: Record<
  Dialect,
  () => Promise<{ connect: (config: typeof databaseConfig, options: Options) => Sequelize }>
> = {
  sqlite: () => import('./dialects/sqlite.js'),
  postgres: () => import('./dialects/postgres.js'),
  mysql: () => import('./dialects/mysql.js'),
  mariadb: () => import('./dialects/mysql.js'),
};

let isSqlLogMuted = false;

const { host, port, database, username, password, pool, readReplicas, dialect } = databaseConfig;

const primary = { host, port, database, username, password };

const options: Options = {
  ...primary,
  pool,
  ...(readReplicas.length > 0
    ? { replication: { write: primary, read: readReplicas.map((replica) => ({ ...primary, ...replica })) } }
    : {}),
  logging: loggingConfig.sql ? (sql: string) => isSqlLogMuted || logger.debug(sql) : false,
  define: { underscored: true, timestamps: true },
};

/** Opens a connection pool with the application's options, which the given ones override. */
export async function connectDatabase(overrides: Options = {}): Promise<Sequelize> {
  const driver = await drivers[dialect]();
  const connected = driver.connect(databaseConfig, { ...options, ...overrides });
  readFromPrimaryByDefault(connected);
  return connected;
}

Sequelize.useCLS(transactionContext);

/** The application's database connection. */
export const sequelize = await connectDatabase();

/** Runs work without logging its SQL, which would bury the output of startup and of commands. */
export async function withoutSqlLog<T>(work: () => Promise<T>): Promise<T> {
  isSqlLogMuted = true;
  try {
    return await work();
  } finally {
    isSqlLogMuted = false;
  }
}
