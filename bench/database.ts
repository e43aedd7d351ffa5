import pg from 'pg';

const SQLITE = 'sqlite:storage/bench.sqlite';
const NO_SUCH_DATABASE = '3D000';
const PATIENCE = 3_000;

const { DB_DIALECT = 'postgres', DB_HOST = '127.0.0.1', DB_PORT = '5432', DB_DATABASE = 'lumina_bench' } = process.env;
const { DB_USERNAME = 'postgres', DB_PASSWORD = '' } = process.env;

async function problemOf(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === NO_SUCH_DATABASE) return undefined;
    return error instanceof AggregateError ? String(error.errors[0]) : String(error);
  } finally {
    await client.end();
  }
}

function assertOwn(database: string): void {
  if (/(^|_)bench$/.test(database)) return;
  throw new Error(`The benchmark fills its database with users: the name ${database} must end in _bench`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The address of the benchmark's own database: PostgreSQL's where it can be reached, else a SQLite file. */
export async function chooseDatabase(): Promise<string> {
  if (DB_DIALECT === 'sqlite') return SQLITE;
  if (DB_DIALECT !== 'postgres') throw new Error('The benchmark runs on postgres or sqlite');
  assertOwn(DB_DATABASE);
  const account = `${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}`;
  const url = `postgres://${account}@${DB_HOST}:${DB_PORT}/${DB_DATABASE}`;
  const problem = await problemOf(url);
  if (problem === undefined) return url;
  say(`PostgreSQL at ${DB_HOST}:${DB_PORT} cannot be used (${problem}): measuring on SQLite`);
  return SQLITE;
}
