import { afterEach, expect, it } from '@jest/globals';
import { until } from '../../../support/processes.js';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { newJob } = await import('../../drivers/queue/Bench.js');
const { browserOf, request } = await import('./dashboardBrowser.js');

interface QueueState {
  readOnlyMode: boolean;
  isPaused: boolean;
}

async function failJob(message: string): Promise<string> {
  const job = newJob({ attempts: 1 });
  const worker = await queue.work({ queues: ['default'], concurrency: 1 }, async ({ log }) => {
    await log(message);
    throw new Error(message);
  });
  await queue.push([job]);
  await until(async () => (await queue.countJobs()).default.failed === 1, 'the job to fail');
  await worker.close(1_000);
  return job.id;
}

afterEach(() => queue.clear({ states: JOB_STATES }));

await describeOn('redis', 'the read-only dashboard', () => {
  it.each([
    ['PUT', '/pause'],
    ['PUT', '/default/pause'],
    ['PUT', '/%61udit/pause'],
    ['PUT', '/AUDIT/empty'],
    ['PUT', '/default/empty'],
    ['PUT', '/default/retry/failed'],
    ['PUT', '/default/clean/waiting'],
    ['PUT', '/default/OBLITERATE/'],
    ['PUT', '/default/1/promote'],
    ['POST', '/default/add'],
    ['PATCH', '/default/1/update-data'],
    ['DELETE', '/default'],
  ])('rejects %s %s', async (method, path) => {
    const browser = await browserOf(await UserFactory.admin().create());
    await queue.push([newJob({ queue: 'audit' }), newJob()]);
    const before = await queue.countJobs();

    const response = await browser(`/api/queues${path}`, method);

    const { queues } = (await (await browser('/api/queues')).json()) as { queues: QueueState[] };
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await queue.countJobs()).toEqual(before);
    expect(queues.filter(({ isPaused, readOnlyMode }) => isPaused || !readOnlyMode)).toEqual([]);
  });

  it('rejects changes without a cookie too', async () => {
    await expect(request('/api/queues/default/pause', {}, 'PUT')).resolves.toHaveProperty('status', 405);
  });

  it('redacts secrets in jobs', async () => {
    const browser = await browserOf(await UserFactory.admin().create());
    const id = await failJob('GET https://example.com/?token=hunter2 failed');

    const paths = ['?activeQueue=default&status=failed', `/default/${id}`, `/default/${id}/logs`];
    const responses = await Promise.all(paths.map((path) => browser(`/api/queues${path}`)));
    const texts = await Promise.all(responses.map((response) => response.text()));

    for (const text of texts) {
      expect(text).toContain('https://example.com/');
      expect(text).not.toContain('hunter2');
    }
  });
});
