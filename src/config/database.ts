import { readFileSync } from 'node:fs';
import { resolvePath } from '../utils/paths.js';
import type { Dialect } from './databaseUrl.js';
import { env } from './env.js';

interface Endpoint {
  host: string;
  port: number;
}

const DEFAULT_PORTS: Record<Dialect, number> = { sqlite: 0, postgres: 5432, mysql: 3306, mariadb: 3306 };
const DEFAULT_USERS: Record<Dialect, string> = { sqlite: '', postgres: 'postgres', mysql: 'root', mariadb: 'root' };

function readVariables() {
  return {
    dialect: env.DB_DIALECT,
    host: env.DB_HOST,
    port: env.DB_PORT ?? DEFAULT_PORTS[env.DB_DIALECT],
    database: env.NODE_ENV === 'test' ? env.DB_DATABASE_TEST : env.DB_DATABASE,
    username: env.DB_USERNAME ?? DEFAULT_USERS[env.DB_DIALECT],
    password: env.DB_PASSWORD ?? '',
    storage: resolvePath(env.DB_STORAGE),
    ssl: env.DB_SSL,
  };
}

function fromUrl(url: NonNullable<typeof env.DATABASE_URL>): ReturnType<typeof readVariables> {
  return {
    ...url,
    host: url.host || env.DB_HOST,
    port: url.port || DEFAULT_PORTS[url.dialect],
    database: url.database || env.DB_DATABASE,
    username: url.username || DEFAULT_USERS[url.dialect],
    storage: resolvePath(url.storage || env.DB_STORAGE),
    ssl: url.ssl || env.DB_SSL,
  };
}

function parseEndpoint(endpoint: string, defaultPort: number): Endpoint {
  const [, host = endpoint, port] = /^(.+?)(?::(\d+))?$/.exec(endpoint) ?? [];
  return { host, port: port ? Number(port) : defaultPort };
}

function readCertificateAuthority(file: string | undefined): { ca?: string } {
  return file ? { ca: readFileSync(resolvePath(file), 'utf8') } : {};
}

const connection = env.DATABASE_URL ? fromUrl(env.DATABASE_URL) : readVariables();

export const databaseConfig = {
  ...connection,
  /** Server certificates are always verified. A private certificate authority is a PEM file. */
  tls: connection.ssl ? { rejectUnauthorized: true, ...readCertificateAuthority(env.DB_SSL_CA) } : undefined,
  readReplicas: env.DB_READ_HOSTS.map((endpoint) => parseEndpoint(endpoint, connection.port)),
  pool: { max: env.DB_POOL_MAX, min: env.DB_POOL_MIN, acquire: env.DB_POOL_ACQUIRE_MS, idle: env.DB_POOL_IDLE_MS },
  /** Timeouts in milliseconds; a query timeout of 0 disables it. */
  timeoutsMs: { connect: env.DB_CONNECT_TIMEOUT_MS, query: env.DB_QUERY_TIMEOUT_MS },
  migrateOnStart: env.DB_MIGRATE_ON_START,
};

export type DatabaseConfig = typeof databaseConfig;
