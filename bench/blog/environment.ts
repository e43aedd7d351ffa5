const { DB_DIALECT = 'sqlite', DB_DATABASE = 'lumina_blog_bench' } = process.env;

const ENVIRONMENT = {
  // Test mode ignores `.env`, which could name another database.
  NODE_ENV: 'test',
  DATABASE_URL: '',
  DB_DIALECT,
  DB_DATABASE,
  DB_DATABASE_TEST: DB_DATABASE,
  DB_STORAGE: 'storage/blog_bench.sqlite',
  DB_QUERY_TIMEOUT_MS: '0',
  JWT_SECRET: 'a-secret-that-only-the-benchmark-has-1',
  JWT_REFRESH_SECRET: 'a-secret-that-only-the-benchmark-has-2',
  LOG_LEVEL: 'error',
  RATE_LIMIT_ANONYMOUS: 'off',
  RATE_LIMIT_USER: 'off',
  // With separate workers this process caches nothing, so that the database itself is measured.
  QUEUE_CONNECTION: 'database',
  QUEUE_WORK_IN_SERVER: 'false',
  CACHE_STORE: 'memory',
  REDIS_URL: '',
};

/** Sets the database before the configuration is loaded. @throws Error if it might not be a benchmark database */
export function chooseDatabase(): void {
  if (!/(^|_)bench$/.test(DB_DATABASE)) {
    throw new Error(`The benchmark fills its database with posts, so the name ${DB_DATABASE} must end in _bench`);
  }
  Object.assign(process.env, ENVIRONMENT);
}
