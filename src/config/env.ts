import { z } from 'zod';
import { OperatorError } from '../utils/OperatorError.js';
import { checkConcurrency } from './concurrency.js';
import { databaseUrl, DIALECTS } from './databaseUrl.js';
import { prepareDotenv, readDotenv } from './dotenv.js';
import { duration, flag, integer, list, oneOf, rate, readableFile } from './schema.js';
import { checkSecrets } from './secrets.js';

const Env = z.object({
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
  BCRYPT_ROUNDS: integer(4, 15).default(12),
  PASSWORD_POLICY: oneOf(['basic', 'strict']).default('basic'),

  MAINTENANCE_SECRET: z.string().optional(),
  MAINTENANCE_FILE: z.string().default('maintenance.lock'),
  UPLOADS_DIRECTORY: z.string().default('public/uploads'),

  RATE_LIMIT_ANONYMOUS: rate.default({ limit: 100, window: 900 }),
  RATE_LIMIT_USER: rate.default({ limit: 1000, window: 3600 }),
  RATE_LIMIT_AUTH: rate.default({ limit: 5, window: 3600 }),
  RATE_LIMIT_REFRESH: rate.default({ limit: 10, window: 900 }),
});

export type Env = z.output<typeof Env>;

/** Stops the start: every wrong variable at once, by name. */
export class InvalidEnvironment extends OperatorError {
  public override readonly name = 'InvalidEnvironment';

  public constructor(problems: string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

function withoutBlanks(variables: NodeJS.Dict<string>): NodeJS.Dict<string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
}

/**
 * Reads the configuration from variables; blank ones count as not set.
 *
 * @throws InvalidEnvironment naming every problem
 */
export function parse(variables: NodeJS.Dict<string>): Env {
  const given = withoutBlanks(variables);
  const result = Env.safeParse(given);
  const wrong = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
  const problems = [...wrong, ...checkConcurrency(given), ...checkSecrets(given)];
  if (!result.success || problems.length > 0) throw new InvalidEnvironment(problems);
  return result.data;
}

function read(): { env: Env; notice: string | undefined } {
  const mode = withoutBlanks(process.env).NODE_ENV ?? withoutBlanks(readDotenv()).NODE_ENV ?? 'development';
  // Tests say all they need themselves, and a production server is given its secrets: it never invents them.
  const notice = mode === 'development' ? prepareDotenv() : undefined;
  const file = mode === 'test' ? {} : readDotenv();
  return { env: parse({ ...file, ...withoutBlanks(process.env) }), notice };
}

export const { env, notice } = read();

/** Whether npm started this process. A signal to npm does not reach it. */
export const isRunByNpm = process.env.npm_lifecycle_event !== undefined;
