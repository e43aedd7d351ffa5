import { z } from 'zod';
import { DIALECTS, databaseUrl } from '../databaseUrl.js';
import { flag, integer, list, oneOf, readableFile } from '../schema.js';

/** Database. */
export const database = {
  DB_DIALECT: oneOf(DIALECTS).prefault('sqlite').describe('sqlite, postgres, mysql or mariadb'),
  DATABASE_URL: databaseUrl
    .optional()
    .describe('Database connection URL, replaces the variables below: postgres://user:password@host:5432/name'),
  DB_HOST: z.string().prefault('127.0.0.1').describe('Database host'),
  DB_PORT: integer(1, 65_535).optional().describe("Database port; the dialect's default if blank"),
  DB_DATABASE: z
    .string()
    .prefault('lumina')
    .describe('Database name; the database is created if the user may create it'),
  DB_DATABASE_TEST: z.string().prefault('lumina_test').describe('Database name for tests'),
  DB_USERNAME: z.string().optional().describe('Database user; postgres or root if blank'),
  DB_PASSWORD: z.string().optional().describe('Database password'),
  DB_STORAGE: z.string().prefault('storage/database.sqlite').describe('SQLite database file'),
  DB_SSL: flag.prefault('false').describe("true: use TLS and verify the server's certificate"),
  DB_SSL_CA: readableFile.optional().describe('PEM file of a private certificate authority for DB_SSL'),
  DB_READ_HOSTS: list.prefault('').describe('Read replicas for lists, as host or host:port, separated by commas'),
  DB_POOL_MAX: integer(2, 1000)
    .prefault('10')
    .describe('Maximum number of database connections per process (at least 2: the migration lock holds one)'),
  DB_POOL_MIN: integer(0, 1000).prefault('0').describe('Minimum number of open database connections per process'),
  DB_POOL_ACQUIRE_MS: integer(1, 600_000)
    .prefault('10000')
    .describe('Milliseconds to wait for a free connection before the API answers 503'),
  DB_POOL_IDLE_MS: integer(1, 3_600_000).prefault('10000').describe('Milliseconds until an idle connection is closed'),
  DB_CONNECT_TIMEOUT_MS: integer(1, 600_000)
    .prefault('5000')
    .describe('Timeout for opening a database connection, in milliseconds'),
  DB_QUERY_TIMEOUT_MS: integer(0, 86_400_000)
    .prefault('15000')
    .describe('Timeout for a query, in milliseconds; 0: none (for long migrations)'),
  DB_MIGRATE_ON_START: flag.prefault('true').describe('true: run pending migrations when the server starts'),
};
