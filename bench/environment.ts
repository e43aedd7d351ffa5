import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const LIMITS = ['ANONYMOUS', 'USER', 'PREMIUM', 'AUTH', 'REFRESH', 'REGISTER', 'ADDRESS', 'WRITES', 'UPLOADS'];

/** Overrides of `.env`, so that responses are the same everywhere. */
const FIXED = {
  NODE_ENV: 'production',
  APP_HOST: '127.0.0.1',
  APP_URL: 'http://lumina.test',
  DB_SSL: 'false',
  WEB_CONCURRENCY: '1',
  CACHE_STORE: 'memory',
  QUEUE_CONNECTION: 'database',
  STORAGE_DISK: 'local',
  REQUIRE_VERIFIED_EMAIL: 'false',
  PASSWORD_POLICY: 'basic',
  SLOW_DOWN_AFTER: 'off',
  JWT_EXPIRES_IN: '1d',
  ...Object.fromEntries(LIMITS.map((name) => [`RATE_LIMIT_${name}`, 'off'])),
};

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Returns the variables of both servers and of the preparation. DATABASE_URL takes precedence over `.env`. */
export function environment(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...FIXED,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    JWT_SECRET: secret(),
    JWT_REFRESH_SECRET: secret(),
  };
}

/** Finds a free port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port is free');
  return address.port;
}
