import { afterEach, expect, it } from '@jest/globals';
import { until } from '../../../support/processes.js';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis', TRUST_PROXY: '1' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { address } = await import('../../../support/http.js');
const { newJob, newJobs } = await import('../../drivers/queue/Bench.js');

const PATH = '/admin/queues';
const ORIGIN = { 'X-Forwarded-For': '192.0.2.7', 'X-Request-Id': 'changing-a-queue' };

async function administrator() {
  const admin = await UserFactory.admin().create();
  const Authorization = `Basic ${Buffer.from(`${admin.email}:${FACTORY_PASSWORD}`).toString('base64')}`;
  const headers = { Authorization, 'Content-Type': 'application/json', ...ORIGIN };
  return {
    id: admin.id,
    ask: (method: string, path: string, body?: object) =>
      fetch(`${address()}${PATH}/api/queues${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }),
  };
}

async function audited() {
  const { jobs: found } = await queue.list({ queue: 'audit', state: 'waiting', page: 1, limit: 100 });
  const entries = found.map(({ payload }) => payload as Record<string, unknown>);
  return entries.filter(({ action }) => action === 'queue.dashboard');
}

async function fail(message: string): Promise<string> {
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

await describeOn('redis', 'what the dashboard changes', () => {
  it.each([
    ['PUT', '/audit/pause'],
    ['PUT', '/%61udit/pause'],
    ['PUT', '/audit/empty'],
    ['PUT', '/AUDIT/empty'],
    ['PUT', '/audit/clean/waiting'],
    ['PUT', '/audit/retry/completed'],
    ['PUT', '/audit/obliterate'],
    ['POST', '/audit/add'],
    ['PUT', '/default/obliterate'],
    ['PUT', '/default/OBLITERATE/'],
    ['POST', '/default/add'],
    ['PATCH', '/default/1/update-data'],
    ['PATCH', '/default/1/delay'],
    ['PUT', '/lost/pause'],
  ])('forges and erases nothing: %s %s', async (method, path) => {
    const admin = await administrator();
    await queue.push([newJob({ queue: 'audit' }), newJob()]);

    const response = await admin.ask(method, path, { name: 'audit.record', data: {}, force: true });

    const { audit, default: usual } = await queue.countJobs();
    expect([403, 404]).toContain(response.status);
    expect([audit.waiting, usual.waiting]).toEqual([2, 1]);
    expect(await audited()).toEqual([]);
  });

  it('does not hold up the audit when all queues are paused', async () => {
    const admin = await administrator();

    const paused = await admin.ask('PUT', '/pause');
    const { queues } = (await (await admin.ask('GET', '')).json()) as { queues: { name: string; isPaused: boolean }[] };
    await admin.ask('PUT', '/resume');

    expect(paused.status).toBe(200);
    expect(queues.filter(({ isPaused }) => !isPaused).map(({ name }) => name)).toEqual(['audit']);
    expect(await audited()).toMatchObject([
      { subjectId: 'all', after: { request: 'PUT resume' } },
      { subjectId: 'all', after: { request: 'PUT pause' } },
    ]);
  });

  it('is audited, with who asked for it and from where', async () => {
    const admin = await administrator();
    await fail('No paper');

    const response = await admin.ask('PUT', '/default/retry/failed');
    await admin.ask('GET', '?activeQueue=default');

    const entries = await audited();
    expect(response.status).toBe(200);
    expect((await queue.countJobs()).default).toMatchObject({ waiting: 1, failed: 0 });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      actorId: admin.id,
      ip: '192.0.2.7',
      requestId: 'changing-a-queue',
      subjectType: 'Queue',
      subjectId: 'default',
      after: { request: 'PUT retry/failed' },
    });
  });

  it.each([
    ['clean/delayed', { delay: 3_600_000 }],
    ['empty', {}],
    ['empty', { priority: 3 }],
  ])('removes as many jobs as there are: %s %j', async (change, values) => {
    const admin = await administrator();
    await queue.push(newJobs(1_200, values));

    const response = await admin.ask('PUT', `/default/${change}`);

    expect(response.status).toBe(200);
    expect((await queue.countJobs()).default).toMatchObject({ waiting: 0, delayed: 0 });
  });

  it('shows no secret that found its way into a job', async () => {
    const admin = await administrator();
    const id = await fail('GET https://example.com/?token=hunter2 failed');

    const responses = await Promise.all(
      ['?activeQueue=default&status=failed', `/default/${id}`, `/default/${id}/logs`].map((path) =>
        admin.ask('GET', path),
      ),
    );
    const texts = await Promise.all(responses.map((response) => response.text()));

    for (const text of texts) {
      expect(text).toContain('https://example.com/');
      expect(text).not.toContain('hunter2');
    }
  });
});
