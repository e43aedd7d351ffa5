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
import { withRedis } from '../../drivers/redis/withRedis.js';
import { Storage } from '../../drivers/storage/index.js';

/** Checks one dependency of the application. */
export interface HealthCheck {
  name: string;
  driver: string;
  /** No request can be served without it. The failure of another dependency slows down or disables a part only. */
  isRequired: boolean;
  /** @throws Error if the dependency is down */
  run: () => Promise<unknown>;
}

const MIN_FREE_BYTES = 50 * 1024 * 1024;

async function checkDisk(): Promise<void> {
  await Storage.ping();
  const { bavail, bsize } = await statfs(storageConfig.local.directory);
  if (bavail * bsize < MIN_FREE_BYTES) throw new Error('The disk is almost full');
}

function checkRedis(): Promise<unknown> {
  return withRedis((connection) => connection.ping());
}

const storageCheck: HealthCheck =
  storageConfig.disk === 'local'
    ? { name: 'disk', driver: 'local', isRequired: true, run: checkDisk }
    : { name: 'storage', driver: storageConfig.disk, isRequired: false, run: () => Storage.ping() };

/** The dependencies that this configuration uses. Mail is not among them: jobs send it and retry. */
export const healthChecks: readonly HealthCheck[] = [
  {
    name: 'database',
    driver: databaseConfig.dialect,
    isRequired: true,
    // Without a type, the mariadb dialect cannot parse the result.
    run: () => sequelize.query('SELECT 1', { type: QueryTypes.SELECT }),
  },
  storageCheck,
  {
    name: 'cache',
    driver: cacheConfig.store,
    isRequired: false,
    run: () => Cache.ping(),
  },
  {
    name: 'queue',
    driver: queueConfig.connection,
    isRequired: !queue.survivesOutage,
    run: () => queue.ping(),
  },
  ...(redisConfig.url ? [{ name: 'redis', driver: 'redis', isRequired: false, run: checkRedis }] : []),
];
