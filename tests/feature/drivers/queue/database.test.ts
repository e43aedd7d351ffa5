import { setTimeout as sleep } from 'node:timers/promises';
import type { NewJob } from '../../../../src/drivers/queue/QueueDriver.js';

process.env.MAIL_PER_SECOND = '5';
process.env.QUEUE_POLL_MS = '20';
await import('../../../support/database.js');
const { queueConfig } = await import('../../../../src/config/queue.js');
const { claimJobs } = await import('../../../../src/drivers/queue/database/claim.js');
const { requeueStalled } = await import('../../../../src/drivers/queue/database/maintenance.js');
const { DatabaseQueue } = await import('../../../../src/drivers/queue/DatabaseQueue.js');
const { queueContract } = await import('./contract.js');

// The suite counts more completed jobs than are kept by default.
queueConfig.retention.completed.count = 1_000;

const QUEUE: NewJob['queue'] = 'default';

queueContract('database', {
  makeDriver: (options) => new DatabaseQueue(options),
  abandon: async () => {
    await requeueStalled([QUEUE]);
    await claimJobs({ queue: QUEUE, limit: 1, worker: 'dead', lease: 50 });
    await sleep(60);
  },
});
