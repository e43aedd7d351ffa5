import { queueConfig } from '../../config/queue.js';
import { onClose } from '../lifecycle.js';
import type { QueueDriver } from './QueueDriver.js';

const drivers: Record<typeof queueConfig.connection, () => Promise<QueueDriver>> = {
  database: async () => new (await import('./DatabaseQueue.js')).DatabaseQueue(),
  redis: async () => new (await import('./RedisQueue.js')).RedisQueue(),
  sync: async () => new (await import('./SyncQueue.js')).SyncQueue(),
};

/** The application's queue, selected by QUEUE_CONNECTION. */
export const queue: QueueDriver = await drivers[queueConfig.connection]();

onClose(() => queue.close());
