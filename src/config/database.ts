import { readFileSync } from 'node:fs';
import { pathTo } from '../utils/paths.js';
import { type Env, env, InvalidEnvironment } from './env.js';

export type Dialect = Env['DB_DIALECT'];

export interface Endpoint {
  host: string;
  port: number;
}

const DEFAULT_PORTS: Record<Dialect, number> = { sqlite: 0, postgres: 5432, mysql: 3306, mariadb: 3306 };
const DEFAULT_USERS: Record<Dialect, string> = { sqlite: '', postgres: 'postgres', mysql: 'root', mariadb: 'root' };
const SCHEMES: Partial<Record<string, Dialect>> = {
  'sqlite:': 'sqlite',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mariadb',
};

function fromVariables() {
  return {
    dialect: env.DB_DIALECT,
    host: env.DB_HOST,
    port: env.DB_PORT ?? DEFAULT_PORTS[env.DB_DIALECT],
    database: env.NODE_ENV === 'test' ? env.DB_DATABASE_TEST : env.DB_DATABASE,
    username: env.DB_USERNAME ?? DEFAULT_USERS[env.DB_DIALECT],
    password: env.DB_PASSWORD ?? '',
    storage: pathTo(env.DB_STORAGE),
    ssl: env.DB_SSL,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidEnvironment(['DATABASE_URL must have its special characters percent-encoded (% as %25)']);
  }
}

function fromUrl(text: string): ReturnType<typeof fromVariables> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const dialect = url && SCHEMES[url.protocol];
  if (!dialect) throw new InvalidEnvironment([`DATABASE_URL must start with ${Object.keys(SCHEMES).join('//, ')}//`]);
  const path = decode(url.pathname.slice(1));
  return {
    dialect,
    host: url.hostname || env.DB_HOST,
    port: Number(url.port) || DEFAULT_PORTS[dialect],
    database: path || env.DB_DATABASE,
    username: decode(url.username) || DEFAULT_USERS[dialect],
    password: decode(url.password),
    storage: pathTo(decode(text.replace(/^sqlite:(\/\/)?/, '')) || env.DB_STORAGE),
    ssl: env.DB_SSL || ['require', 'verify-ca', 'verify-full'].includes(url.searchParams.get('sslmode') ?? ''),
  };
}

function authority(file: string): { ca: string } {
  try {
    return { ca: readFileSync(pathTo(file), 'utf8') };
  } catch {
    throw new InvalidEnvironment([`DB_SSL_CA names a file that cannot be read: ${file}`]);
  }
}

function endpoint(address: string, defaultPort: number): Endpoint {
  const [, host = address, port] = /^(.+?)(?::(\d+))?$/.exec(address) ?? [];
  return { host, port: port ? Number(port) : defaultPort };
}

const connection = env.DATABASE_URL ? fromUrl(env.DATABASE_URL) : fromVariables();

export const databaseConfig = {
  ...connection,
  /** Server certificates are always verified; a private authority is given as a PEM file. */
  tls: connection.ssl ? { rejectUnauthorized: true, ...(env.DB_SSL_CA ? authority(env.DB_SSL_CA) : {}) } : undefined,
  readReplicas: env.DB_READ_HOSTS.map((address) => endpoint(address, connection.port)),
  pool: { max: env.DB_POOL_MAX, min: env.DB_POOL_MIN, acquire: env.DB_POOL_ACQUIRE_MS, idle: env.DB_POOL_IDLE_MS },
  /** Milliseconds; a query timeout of 0 means none. */
  timeouts: { connect: env.DB_CONNECT_TIMEOUT_MS, query: env.DB_QUERY_TIMEOUT_MS },
  migrateOnStart: env.DB_MIGRATE_ON_START,
};

export type DatabaseConfig = typeof databaseConfig;

if (databaseConfig.dialect === 'sqlite' && env.WEB_CONCURRENCY !== 1) {
  throw new InvalidEnvironment(['WEB_CONCURRENCY must be 1 with SQLite, which has one writing process']);
}
