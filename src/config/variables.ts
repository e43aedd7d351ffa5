import { z } from 'zod';
import { DIALECTS, databaseUrl } from './databaseUrl.js';
import { duration, flag, integer, list, oneOf, rate, readableFile, sentryDsn, serverUrl, timeZone } from './schema.js';

/** Every variable that is read, with its default; `.env.example` says what each is for. */
export const Env = z.object({
  NODE_ENV: oneOf(['development', 'test', 'production']).default('development'),
  APP_PORT: integer(0, 65_535).default(3000),
  APP_HOST: z.string().optional(),
  APP_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  TRUST_PROXY: integer(0, 16).default(0),
  CORS_ORIGINS: list.default([]),
  LOG_LEVEL: oneOf(['error', 'warn', 'info', 'debug']).optional(),
  LOG_FILE: z.string().optional(),
  WEB_CONCURRENCY: z.union([z.literal('auto'), integer(1, 128)], { error: 'must be auto or a number' }).default(1),

  DB_DIALECT: oneOf(DIALECTS).default('sqlite'),
  DATABASE_URL: databaseUrl.optional(),
  DB_HOST: z.string().default('127.0.0.1'),
  DB_PORT: integer(1, 65_535).optional(),
  DB_DATABASE: z.string().default('lumina'),
  DB_DATABASE_TEST: z.string().default('lumina_test'),
  DB_USERNAME: z.string().optional(),
  DB_PASSWORD: z.string().optional(),
  DB_STORAGE: z.string().default('storage/database.sqlite'),
  DB_SSL: flag.default(false),
  DB_SSL_CA: readableFile.optional(),
  DB_READ_HOSTS: list.default([]),
  // The migration lock holds one connection while the migrations use another.
  DB_POOL_MAX: integer(2, 1000).default(10),
  DB_POOL_MIN: integer(0, 1000).default(0),
  DB_POOL_ACQUIRE_MS: integer(1, 600_000).default(10_000),
  DB_POOL_IDLE_MS: integer(1, 3_600_000).default(10_000),
  DB_CONNECT_TIMEOUT_MS: integer(1, 600_000).default(5_000),
  DB_QUERY_TIMEOUT_MS: integer(0, 86_400_000).default(15_000),
  DB_MIGRATE_ON_START: flag.default(true),

  JWT_SECRET: z.string().default(''),
  JWT_EXPIRES_IN: duration.default(900),
  JWT_REFRESH_SECRET: z.string().default(''),
  JWT_REFRESH_EXPIRES_IN: duration.default(604_800),
  ENCRYPTION_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  BCRYPT_ROUNDS: integer(4, 15).default(12),
  PASSWORD_POLICY: oneOf(['basic', 'strict']).default('basic'),

  MAINTENANCE_SECRET: z.string().optional(),
  MAINTENANCE_FILE: z.string().default('maintenance.lock'),
  UPLOADS_DIRECTORY: z.string().default('public/uploads'),
  PRIVATE_FILES_DIRECTORY: z.string().default('storage/files'),

  RATE_LIMIT_ANONYMOUS: rate.default({ limit: 100, window: 900 }),
  RATE_LIMIT_USER: rate.default({ limit: 1000, window: 3600 }),
  RATE_LIMIT_AUTH: rate.default({ limit: 5, window: 3600 }),
  RATE_LIMIT_REFRESH: rate.default({ limit: 10, window: 900 }),
  RATE_LIMIT_REGISTER: rate.default({ limit: 10, window: 3600 }),
  RATE_LIMIT_COMMENTS: rate.default({ limit: 10, window: 300 }),
  RATE_LIMIT_UPLOADS: rate.default({ limit: 20, window: 3600 }),

  REDIS_URL: serverUrl('redis', 'rediss').optional(),
  REDIS_PREFIX: z.string().default('lumina'),

  CACHE_STORE: oneOf(['memory', 'redis']).optional(),
  CACHE_MAX_ENTRIES: integer(1, 10_000_000).default(10_000),
  CACHE_USER_TTL: duration.default(60),

  QUEUE_CONNECTION: oneOf(['database', 'redis', 'sync']).default('database'),
  QUEUE_WORK_IN_SERVER: flag.optional(),
  QUEUE_CONCURRENCY: integer(1, 1_000).default(5),
  QUEUE_POLL_MS: integer(10, 60_000).default(500),
  SCHEDULE_TIME_ZONE: timeZone.default('UTC'),
  WORKER_PORT: integer(1, 65_535).optional(),

  MAIL_DRIVER: oneOf(['log', 'smtp', 'sendgrid']).default('log'),
  MAIL_FROM_ADDRESS: z.email({ error: 'must be an e-mail address' }).default('hello@lumina.test'),
  MAIL_FROM_NAME: z.string().default('Lumina'),
  MAIL_PER_SECOND: integer(1, 10_000).default(10),
  MAIL_PREVIEWS: z.string().default('storage/mail'),
  SMTP_HOST: z.string().default('127.0.0.1'),
  SMTP_PORT: integer(1, 65_535).default(1025),
  SMTP_SECURITY: oneOf(['none', 'starttls', 'tls']).default('starttls'),
  SMTP_USERNAME: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SENDGRID_API_KEY: z.string().optional(),

  STORAGE_DISK: oneOf(['local', 's3', 'cloudinary']).default('local'),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: serverUrl('http', 'https').optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_PUBLIC_URL: serverUrl('http', 'https').optional(),
  CLOUDINARY_URL: serverUrl('cloudinary').optional(),

  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  SENTRY_DSN: sentryDsn.optional(),
});

export type Env = z.output<typeof Env>;
