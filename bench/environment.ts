import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';

const LIMITS = ['ANONYMOUS', 'USER', 'PREMIUM', 'AUTH', 'REFRESH', 'REGISTER', 'UPLOADS'];

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What both servers and the preparation run with. DATABASE_URL is always given, so that no `.env` file leads them
 * to another database.
 */
export function environment(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    APP_HOST: '127.0.0.1',
    APP_URL: 'http://lumina.test',
    DATABASE_URL: databaseUrl,
    DB_SSL: 'false',
    WEB_CONCURRENCY: '1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    JWT_SECRET: secret(),
    JWT_REFRESH_SECRET: secret(),
    JWT_EXPIRES_IN: '1d',
    ...Object.fromEntries(LIMITS.map((name) => [`RATE_LIMIT_${name}`, 'off'])),
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No port is free');
  return address.port;
}
