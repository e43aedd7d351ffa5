import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { databaseConfig } from '../config/database.js';
import { getDriverErrorCode } from '../utils/getDriverErrorCode.js';
import { projectRoot } from '../utils/paths.js';
import { DatabaseUnavailable } from './DatabaseUnavailable.js';
import { connectDatabase, sequelize } from './sequelize.js';

const { dialect, database, storage } = databaseConfig;

const MISSING_DATABASE_CODES: unknown[] = ['3D000', 'ER_BAD_DB_ERROR'];
const DATABASE_EXISTS_CODES: unknown[] = ['42P04', '23505', 'ER_DB_CREATE_EXISTS'];

/** Creates the database through a connection to the server's default database. */
async function createDatabase(): Promise<void> {
  const server = await connectDatabase({ database: dialect === 'postgres' ? 'postgres' : '', logging: false });
  try {
    const name = server.getQueryInterface().quoteIdentifier(database);
    await server.query(`CREATE DATABASE ${name}${dialect === 'postgres' ? '' : ' CHARACTER SET utf8mb4'}`);
  } catch (error) {
    // Another instance, started at the same time, created it first.
    if (!DATABASE_EXISTS_CODES.includes(getDriverErrorCode(error))) throw error;
  } finally {
    await server.close();
  }
}

async function connectOrCreateOnServer(): Promise<string | undefined> {
  try {
    await sequelize.authenticate();
    return undefined;
  } catch (error) {
    if (!MISSING_DATABASE_CODES.includes(getDriverErrorCode(error))) throw error;
  }
  await createDatabase();
  await sequelize.authenticate();
  return `Created the database ${database}`;
}

async function connectToFile(): Promise<string | undefined> {
  const isNew = !existsSync(storage);
  await sequelize.authenticate();
  return isNew ? `Created the database ${relative(projectRoot, storage)}` : undefined;
}

/**
 * Connects to the database and creates it if it is missing. Returns a message if it was created.
 *
 * @throws DatabaseUnavailable
 */
export async function connectOrCreate(): Promise<string | undefined> {
  try {
    return await (dialect === 'sqlite' ? connectToFile() : connectOrCreateOnServer());
  } catch (error) {
    if (error instanceof Error) throw new DatabaseUnavailable(error);
    throw error;
  }
}
