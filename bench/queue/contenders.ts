import { randomUUID } from 'node:crypto';
import { isRunning, type Server } from '../../tests/support/services.js';

const DATABASE = 'lumina_queue_bench';

export interface Contender {
  name: string;
  /** The server that it requires. */
  server?: Server;
  /** The program that dispatches and runs jobs. */
  program: 'lumina' | 'bare';
  /** Minimum jobs per second of two workers. */
  goal?: number;
  environment: () => Record<string, string>;
}

const redis = { REDIS_URL: 'redis://127.0.0.1:6379' };
const sqlite = { DATABASE_URL: 'sqlite:storage/queue_bench.sqlite' };

function onDatabase(DATABASE_URL: string): () => Record<string, string> {
  return () => ({ QUEUE_CONNECTION: 'database', DATABASE_URL });
}

/** In the order of the table. Plain BullMQ follows Lumina's BullMQ driver. */
const contenders: readonly Contender[] = [
  { name: 'sqlite', program: 'lumina', environment: onDatabase(sqlite.DATABASE_URL) },
  {
    name: 'postgres',
    server: 'postgres',
    program: 'lumina',
    goal: 500,
    environment: onDatabase(`postgres://postgres@127.0.0.1:5432/${DATABASE}`),
  },
  {
    name: 'mysql',
    server: 'mysql',
    program: 'lumina',
    environment: onDatabase(`mysql://root@127.0.0.1:3306/${DATABASE}`),
  },
  {
    name: 'mariadb',
    server: 'mariadb',
    program: 'lumina',
    environment: onDatabase(`mariadb://root@127.0.0.1:3306/${DATABASE}`),
  },
  {
    name: 'redis',
    server: 'redis',
    program: 'lumina',
    environment: () => ({
      QUEUE_CONNECTION: 'redis',
      ...sqlite,
      ...redis,
      REDIS_PREFIX: `queue-bench-${randomUUID()}`,
    }),
  },
  {
    name: 'bullmq',
    server: 'redis',
    program: 'bare',
    environment: () => ({ ...redis, REDIS_PREFIX: `queue-bench-${randomUUID()}` }),
  },
];

export const names = contenders.map(({ name }) => name);

async function canRun({ name, server }: Contender): Promise<boolean> {
  if (server === undefined || (await isRunning(server, {}))) return true;
  process.stdout.write(`${name}: skipped, its server is not running\n`);
  return false;
}

/**
 * Returns the contenders whose servers are running at their default ports. Plain BullMQ is always measured beside
 * Lumina's driver.
 */
export async function contendersFor(only: string | undefined): Promise<Contender[]> {
  const selected = contenders.filter(
    ({ name }) => only === undefined || name === only || (only === 'redis' && name === 'bullmq'),
  );
  const areRunnable = await Promise.all(selected.map(canRun));
  return selected.filter((_, index) => areRunnable[index]);
}
