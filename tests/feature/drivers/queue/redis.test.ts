import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../support/processes.js';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', MAIL_PER_SECOND: '5', QUEUE_POLL_MS: '20' });
const { queueConfig } = await import('../../../../src/config/queue.js');
const { Worker } = await import('bullmq');
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { connectForWorkers } = await import('../../../../src/drivers/redis/index.js');
const { RedisQueue } = await import('../../../../src/drivers/queue/RedisQueue.js');
const { bullPrefix } = await import('../../../../src/drivers/queue/redis/BullQueues.js');
await import('../../../support/database.js');
const { queueContract } = await import('./contract.js');

// The suite counts more completed jobs than are kept by default.
queueConfig.retention.completed.count = 1_000;

const LEASE = 50;

/** Claims a job, also one that another worker lost, and never settles it. */
async function claimAndAbandon(): Promise<void> {
  const options = { prefix: bullPrefix, lockDuration: LEASE, stalledInterval: LEASE, maxStalledCount: 100 };
  const worker = new Worker('default', null, { connection: connectForWorkers(), autorun: false, ...options });
  await worker.startStalledCheckTimer();
  await until(async () => Boolean(await worker.getNextJob('dead', { block: false })), 'a job to abandon');
  await worker.close(true);
  await sleep(LEASE + 10);
}

await describeOn('redis', 'the queue contract', () => {
  queueContract('redis', {
    makeDriver: (options) => new RedisQueue({ lease: 1_000, ...options }),
    abandon: claimAndAbandon,
  });
});
