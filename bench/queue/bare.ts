import { randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { serve } from './serve.js';

const { REDIS_URL = '', REDIS_PREFIX: prefix = '' } = process.env;

const connection = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
const queue = new Queue('default', { connection, prefix });
const options = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: { age: 3_600, count: 100 },
  removeOnFail: { age: 86_400 },
};

let worker: Worker | undefined;

serve({
  server: 'Redis',
  dispatchOne: () => queue.add('Nothing', { userId: 1 }, { ...options, jobId: randomUUID() }),
  work: (concurrency, perform) => {
    worker = new Worker('default', perform, { connection, prefix, concurrency });
    return worker.waitUntilReady();
  },
  clear: () => queue.obliterate({ force: true }),
  close: async () => {
    await worker?.close();
    await queue.close();
    connection.disconnect();
  },
});
