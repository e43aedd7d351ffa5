import { randomUUID } from 'node:crypto';
import { describe, it } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { isRunning, type Server, type ServerDialect } from './services.js';

const NAMES = { postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB', redis: 'Redis' };
const USUAL = {
  postgres: { DB_PORT: '5432', DB_USERNAME: 'postgres' },
  mysql: { DB_PORT: '3306', DB_USERNAME: 'root' },
  mariadb: { DB_PORT: '3306', DB_USERNAME: 'root' },
};

const { DB_DIALECT = 'sqlite', DB_HOST = '127.0.0.1', DB_PORT, DB_USERNAME, DB_PASSWORD = '' } = process.env;

function isUnderTest(dialect: ServerDialect): boolean {
  return DB_DIALECT === dialect || (dialect !== 'postgres' && ['mysql', 'mariadb'].includes(DB_DIALECT));
}

/** The variables to reach a server: those of this run if it is under test, else the usual local address. */
export function serverEnvironment(dialect: ServerDialect) {
  const usual = { DB_DIALECT: dialect, DB_HOST: '127.0.0.1', DB_PASSWORD: '', ...USUAL[dialect] };
  if (!isUnderTest(dialect)) return usual;
  return {
    ...usual,
    DB_HOST,
    DB_PASSWORD,
    DB_PORT: DB_PORT ?? usual.DB_PORT,
    DB_USERNAME: DB_USERNAME ?? usual.DB_USERNAME,
  };
}

/** Describes tests that need a server. If none runs, they are skipped with the reason; in CI they fail. Must be awaited. */
export async function describeOn(server: Server, name: string, tests: () => void): Promise<void> {
  const address = server === 'redis' ? { DB_HOST: '127.0.0.1', DB_PORT: '6379' } : serverEnvironment(server);
  if (await isRunning(server, address)) {
    describe(`${name} (${NAMES[server]})`, tests);
    return;
  }
  const reason = `${name}: skipped, because no ${NAMES[server]} runs at ${address.DB_HOST}:${address.DB_PORT}`;
  if (!process.env.CI) {
    it.skip(reason, () => undefined);
    return;
  }
  it(reason, () => {
    throw new Error('In CI every server must run');
  });
}

/** Runs statements as the server's administrator. */
export async function administer(dialect: ServerDialect, ...statements: string[]): Promise<void> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password } = serverEnvironment(dialect);
  const account = { host, port: Number(port), user, password };
  if (dialect === 'postgres') {
    const client = new pg.Client({ ...account, database: 'postgres' });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    return;
  }
  const connection = await createConnection(account);
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

/** The variables to reach Redis, with a prefix that no other test uses. */
export function redisEnvironment(): Record<string, string> {
  return { REDIS_URL: 'redis://127.0.0.1:6379', REDIS_PREFIX: `lumina-test-${randomUUID()}` };
}
