import { randomUUID } from 'node:crypto';
import { queueConfig } from '../../src/config/queue.js';
import { sequelize } from '../../src/database/sequelize.js';
import { closeDrivers } from '../../src/drivers/lifecycle.js';
import { queue } from '../../src/drivers/queue/index.js';
import { JOB_STATES } from '../../src/drivers/queue/QueueDriver.js';
import { prepareDatabase } from '../../src/server/prepareDatabase.js';
import { serve } from './serve.js';

const noop = (): Promise<void> => Promise.resolve();

async function version(): Promise<string> {
  return queueConfig.connection === 'redis' ? 'Redis' : sequelize.databaseVersion();
}

await prepareDatabase({ migrate: true });

serve({
  server: await version(),
  dispatchOne: () =>
    queue.push([
      {
        id: randomUUID(),
        name: 'Nothing',
        queue: 'default',
        payload: { userId: 1 },
        attempts: 3,
        backoff: { type: 'exponential', delay: 2_000 },
        priority: 0,
        delay: 0,
        unique: null,
        children: [],
        runInline: noop,
      },
    ]),
  work: (concurrency, perform) => queue.work({ queues: queueConfig.names, concurrency }, perform),
  clear: () => queue.clear({ states: JOB_STATES }),
  close: async () => {
    await closeDrivers();
    await sequelize.close();
  },
});
