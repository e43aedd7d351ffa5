import { statfs } from 'node:fs/promises';
import { QueryTypes } from 'sequelize';
import { cacheConfig } from '../../config/cache.js';
import { databaseConfig } from '../../config/database.js';
import { queueConfig } from '../../config/queue.js';
import { redisConfig } from '../../config/redis.js';
import { storageConfig } from '../../config/storage.js';
import { sequelize } from '../../database/sequelize.js';
import { Cache } from '../../drivers/cache/index.js';
import { queue } from '../../drivers/queue/index.js';
import { askRedis } from '../../drivers/redis/withRedis.js';
import { Storage } from '../../drivers/storage/index.js';

/** Asks one part of the application whether it works. */
export interface Probe {
  name: string;
  driver: string;
  /** Whether no request can be served without it; the others make only something slower, or fail alone. */
  isRequired: boolean;
  /** @throws Error if it does not work */
  ask: () => Promise<unknown>;
}

const MIN_FREE_BYTES = 50 * 1024 * 1024;

async function disk(): Promise<void> {
  await Storage.ping();
  const { bavail, bsize } = await statfs(storageConfig.local.directory);
  if (bavail * bsize < MIN_FREE_BYTES) throw new Error('The disk is almost full');
}

function redis(): Promise<unknown> {
  return askRedis((connection) => connection.ping());
}

const files: Probe =
  storageConfig.disk === 'local'
    ? { name: 'disk', driver: 'local', isRequired: true, ask: disk }
    : { name: 'storage', driver: storageConfig.disk, isRequired: false, ask: () => Storage.ping() };

/** The parts that this configuration uses. Mail is none of them: jobs send it, and try again for as long as it takes. */
export const probes: readonly Probe[] = [
  {
    name: 'database',
    driver: databaseConfig.dialect,
    isRequired: true,
    // Without a type, the mariadb dialect cannot read the answer.
    ask: () => sequelize.query('SELECT 1', { type: QueryTypes.SELECT }),
  },
  files,
  {
    name: 'cache',
    driver: cacheConfig.store,
    isRequired: false,
    ask: () => Cache.ping(),
  },
  {
    name: 'queue',
    driver: queueConfig.connection,
    isRequired: !queue.survivesOutage,
    ask: () => queue.ping(),
  },
  ...(redisConfig.url ? [{ name: 'redis', driver: 'redis', isRequired: false, ask: redis }] : []),
];
