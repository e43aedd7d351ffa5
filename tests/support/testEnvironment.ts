import { join } from 'node:path';

/** The folder of this run, removed when it ends. */
export function testDirectory(): string {
  return process.env.TEST_DIRECTORY ?? '';
}

export function templateFile(): string {
  return join(testDirectory(), 'template.sqlite');
}

/** The database of a Jest worker on a server; each run has its own, so that two runs can work at the same time. */
export function databaseName(worker: number | string): string {
  return `${process.env.TEST_DATABASE ?? 'lumina_test'}_${worker}`;
}

/** The tests' configuration, which `.env` cannot change: fast hashes, no limits, only temporary folders. */
export function testEnvironment(): Record<string, string> {
  return {
    NODE_ENV: 'test',
    JWT_SECRET: 'a-secret-that-only-the-tests-know-1',
    JWT_REFRESH_SECRET: 'a-secret-that-only-the-tests-know-2',
    MAINTENANCE_SECRET: 'a-secret-that-only-the-tests-know-3',
    BCRYPT_ROUNDS: '4',
    RATE_LIMIT_ANONYMOUS: 'off',
    RATE_LIMIT_USER: 'off',
    RATE_LIMIT_PREMIUM: 'off',
    RATE_LIMIT_AUTH: 'off',
    RATE_LIMIT_REFRESH: 'off',
    RATE_LIMIT_REGISTER: 'off',
    RATE_LIMIT_ACCOUNT: 'off',
    RATE_LIMIT_ADDRESS: 'off',
    RATE_LIMIT_RECOVERY: 'off',
    RATE_LIMIT_VERIFICATION: 'off',
    RATE_LIMIT_WRITES: 'off',
    RATE_LIMIT_UPLOADS: 'off',
    RATE_LIMIT_TWO_FACTOR: 'off',
    RATE_LIMIT_OAUTH: 'off',
    QUEUE_CONNECTION: 'sync',
  };
}
