import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';

const { version } = JSON.parse(readFileSync(resolvePath('package.json'), 'utf8')) as { version: string };

export const appConfig = {
  name: 'lumina',
  title: 'Lumina',
  version,
  environment: env.NODE_ENV,
  isProduction: env.NODE_ENV === 'production',
  isDevelopment: env.NODE_ENV === 'development',
  port: env.APP_PORT,
  host: env.APP_HOST,
  url: (env.APP_URL ?? `http://localhost:${env.APP_PORT}`).replace(/\/$/, ''),
  /** Base URL of the pages to which emails link. */
  frontendUrl: (env.FRONTEND_URL ?? env.APP_URL ?? `http://localhost:${env.APP_PORT}`).replace(/\/$/, ''),
  workers: env.WEB_CONCURRENCY === 'auto' ? availableParallelism() : env.WEB_CONCURRENCY,
  maintenance: { secret: env.MAINTENANCE_SECRET, lockFile: resolvePath(env.MAINTENANCE_FILE) },
};
