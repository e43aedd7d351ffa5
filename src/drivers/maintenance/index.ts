import { appConfig } from '../../config/app.js';
import { redisConfig } from '../../config/redis.js';
import { FileMaintenance } from './FileMaintenance.js';
import type { MaintenanceDriver } from './MaintenanceDriver.js';
import { RedisMaintenance } from './RedisMaintenance.js';

export { POLL_INTERVAL } from './FileMaintenance.js';

/** Takes this machine down. */
export const localMaintenance: MaintenanceDriver = new FileMaintenance(appConfig.maintenance.lockFile);

/** Takes all machines down; undefined without Redis. */
export const sharedMaintenance: MaintenanceDriver | undefined = redisConfig.url ? new RedisMaintenance() : undefined;
