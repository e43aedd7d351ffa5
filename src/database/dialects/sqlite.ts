import type { Options, Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { DatabaseConfig } from '../../config/database.js';
import { SqliteSequelize } from './SqliteSequelize.js';

const BUSY_TIMEOUT_MS = 5_000;
const PRAGMAS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;';

// Sequelize's afterConnect hook never fires for SQLite, so connections are configured when they open.
class Database extends sqlite3.Database {
  public constructor(filename: string, mode: number, callback: (error: Error | null) => void) {
    super(filename, mode, (error) => {
      if (error) callback(error);
    });
    this.configure('busyTimeout', BUSY_TIMEOUT_MS);
    // Opening succeeds for any file; only the first statement fails if it is not a database.
    this.exec(PRAGMAS, callback);
  }
}

export function connect(config: DatabaseConfig, options: Options): Sequelize {
  return new SqliteSequelize({
    ...options,
    dialect: 'sqlite',
    storage: config.storage,
    dialectModule: { ...sqlite3, Database },
  });
}
