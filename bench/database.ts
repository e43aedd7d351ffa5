import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 3_000;

const { DB_DIALECT = 'postgres', DB_HOST = '127.0.0.1', DB_PORT = '5432' } = process.env;
const { DB_USERNAME = 'postgres', DB_PASSWORD = '' } = process.env;

const account = `${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}`;
const server = `postgres://${account}@${DB_HOST}:${DB_PORT}`;

/** A database used by this run of the benchmark only. */
export interface Database {
  url: string;
  drop: () => Promise<void>;
}

async function execute(sql: string): Promise<void> {
  const options = { connectionString: `${server}/postgres`, connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
  const client = new pg.Client(options);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function createOnPostgres(): Promise<Database> {
  const name = `lumina_bench_${randomBytes(6).toString('hex')}`;
  await execute(`CREATE DATABASE ${name}`);
  return { url: `${server}/${name}`, drop: () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

function createOnSqlite(): Database {
  const directory = mkdtempSync(join(tmpdir(), 'lumina-bench-'));
  const drop = (): Promise<void> => rm(directory, { recursive: true, force: true });
  return { url: `sqlite:${join(directory, 'bench.sqlite')}`, drop };
}

/** Creates an empty database on PostgreSQL if it is available, on SQLite otherwise. */
export async function createDatabase(): Promise<Database> {
  if (DB_DIALECT === 'sqlite') return createOnSqlite();
  if (DB_DIALECT !== 'postgres') throw new Error('The benchmark runs on postgres or sqlite');
  try {
    return await createOnPostgres();
  } catch (error) {
    const reason = String(error instanceof AggregateError ? error.errors[0] : error);
    process.stdout.write(`PostgreSQL at ${DB_HOST}:${DB_PORT} is unavailable (${reason}): measuring on SQLite\n`);
    return createOnSqlite();
  }
}
