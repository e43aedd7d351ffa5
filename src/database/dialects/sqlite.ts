import type { Options, Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { DatabaseConfig } from '../../config/database.js';
import { SqliteSequelize } from './SqliteSequelize.js';

const BUSY_TIMEOUT = 5_000;

// Sequelize's afterConnect hook never fires for SQLite: what each connection needs is set where it is opened.
class Database extends sqlite3.Database {
  public constructor(filename: string, mode: number, callback: (error: Error | null) => void) {
    super(filename, mode, callback);
    this.configure('busyTimeout', BUSY_TIMEOUT);
    this.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
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
