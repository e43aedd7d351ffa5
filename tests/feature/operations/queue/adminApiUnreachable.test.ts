import { expect, it } from '@jest/globals';
import { freePort } from '../../../support/processes.js';

Object.assign(process.env, {
  CACHE_STORE: 'memory',
  QUEUE_CONNECTION: 'redis',
  REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
});
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { OutboxRow } = await import('../../../../src/drivers/queue/redis/OutboxRow.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { as, guest } = await import('../../../support/http.js');
const { newJob } = await import('../../drivers/queue/Bench.js');
const { browserOf } = await import('./dashboardBrowser.js');

/** Milliseconds: no request may wait for an unreachable Redis. */
const PATIENCE = 2_000;

it.each([
  ['get', '/api/admin/queues'],
  ['get', '/api/admin/queues/default/jobs'],
  ['post', '/api/admin/queues/default/retry'],
  ['delete', '/api/admin/queues/default/jobs?state=failed'],
] as const)('while the queue is unreachable, %s %s fails fast', async (method, path) => {
  const admin = as(await UserFactory.admin().create());
  const start = performance.now();

  const response = await admin[method](path);

  expect(response.status).toBe(503);
  expect(response.body.error).toBe('SERVICE_UNAVAILABLE');
  expect(performance.now() - start).toBeLessThan(PATIENCE);
});

it('while the queue is unreachable, its dashboard fails fast', async () => {
  const browser = await browserOf(await UserFactory.admin().create());

  const response = await browser('');

  expect(response.status).toBe(503);
});

it('while the queue is unreachable, jobs are kept', async () => {
  const job = newJob();

  await queue.push([job]);

  expect(await OutboxRow.count({ where: { jobId: job.id } })).toBe(1);
});

it('while the queue is unreachable, registration succeeds', async () => {
  const account = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', password: 'lumina123' };

  const response = await guest.post('/api/auth/register', account);

  expect(response.status).toBe(201);
});
