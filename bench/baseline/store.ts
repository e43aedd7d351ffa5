import pg from 'pg';
import sqlite3 from 'sqlite3';

export type Row = Record<string, unknown>;

/** Runs a SELECT with the placeholders `$1`, `$2` and so on, in order of appearance. */
export interface Store {
  select: (sql: string, values: readonly (string | number)[]) => Promise<Row[]>;
}

const DATES = ['emailVerifiedAt', 'lastLoginAt', 'createdAt', 'updatedAt'];

function onPostgres(connectionString: string): Store {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString, max: 10 });
  return { select: async (sql, values) => (await pool.query<Row>(sql, [...values])).rows };
}

function withDates(row: Row): Row {
  for (const name of DATES) if (typeof row[name] === 'string') row[name] = new Date(row[name]);
  return row;
}

function onSqlite(filename: string): Store {
  const database = new sqlite3.Database(filename);
  database.exec('PRAGMA journal_mode = WAL');
  return {
    select: (sql, values) =>
      new Promise((resolve, reject) => {
        database.all<Row>(sql, values, (error, rows) => (error ? reject(error) : resolve(rows.map(withDates))));
      }),
  };
}

const url = process.env.DATABASE_URL ?? '';

export const store = url.startsWith('sqlite:') ? onSqlite(url.slice('sqlite:'.length)) : onPostgres(url);
