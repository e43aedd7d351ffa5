import { afterEach, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { queue } from '../../../../src/drivers/queue/index.js';
import { JOB_STATES } from '../../../../src/drivers/queue/QueueDriver.js';
import { as, type Client, guest } from '../../../support/http.js';
import { until } from '../../../support/processes.js';
import { newJob, newJobs } from '../../drivers/queue/Bench.js';

const PATH = '/api/admin/queues';

async function administrator(): Promise<Client> {
  return as(await UserFactory.admin().create());
}

/** The failed jobs of the default queue that have this error. */
async function failJobs(count: number, message = 'No paper'): Promise<void> {
  const worker = await queue.work({ queues: ['default'], concurrency: 5 }, () => Promise.reject(new Error(message)));
  await queue.push(newJobs(count, { attempts: 1 }));
  await until(async () => (await queue.countJobs()).default.failed === count, 'the jobs to fail');
  await worker.close(1_000);
}

/** The behaviour of the queue admin API with any driver. */
export function adminApiRules(driver: string): void {
  afterEach(() => queue.clear({ states: JOB_STATES }));

  it.each([
    ['get', PATH],
    ['get', `${PATH}/default/jobs`],
    ['delete', `${PATH}/default/jobs?state=failed`],
    ['post', `${PATH}/default/retry`],
    ['post', `${PATH}/default/jobs/${randomUUID()}/retry`],
  ] as const)('is closed to guests, users and managers: %s %s', async (method, path) => {
    const [user, manager] = await Promise.all([UserFactory.create(), UserFactory.manager().create()]);

    const responses = await Promise.all([guest, as(user), as(manager)].map((client) => client[method](path)));

    expect(responses.map(({ status }) => status)).toEqual([401, 403, 403]);
  });

  it.each([
    ['get', `${PATH}/nonsense/jobs`, 'queue'],
    ['get', `${PATH}/default/jobs?state=lost`, 'state'],
    ['get', `${PATH}/default/jobs?limit=101`, 'limit'],
    ['get', `${PATH}/default/jobs?page=0`, 'page'],
    ['delete', `${PATH}/default/jobs`, 'state'],
    ['delete', `${PATH}/default/jobs?state=active`, 'state'],
    ['post', `${PATH}/nonsense/retry`, 'queue'],
  ] as const)('rejects unknown queues, states and jobs: %s %s', async (method, path, field) => {
    const admin = await administrator();

    const response = await admin[method](path);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field }]);
  });

  it.each(['waiting', 'delayed'])('removes no audit entry that is %s', async (state) => {
    const admin = await administrator();
    await queue.push([newJob({ queue: 'audit' }), newJob({ queue: 'audit', delay: 60_000 })]);

    const response = await admin.delete(`${PATH}/audit/jobs?state=${state}`);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'state' }]);
    expect((await queue.countJobs()).audit).toMatchObject({ waiting: 1, delayed: 1 });
  });

  it('removes audit entries that were written', async () => {
    const admin = await administrator();

    const response = await admin.delete(`${PATH}/audit/jobs?state=completed`);

    expect(response.status).toBe(200);
  });

  it('retries no job that is unknown, in another queue, or not failed', async () => {
    const admin = await administrator();
    await failJobs(1);
    const [job] = (await queue.list({ state: 'failed', page: 1, limit: 1 })).jobs;
    const waiting = newJob();
    await queue.push([waiting]);

    const paths = [
      `default/jobs/${randomUUID()}`,
      'default/jobs/wait',
      `mail/jobs/${job?.id}`,
      `default/jobs/${waiting.id}`,
    ];
    const responses = await Promise.all(paths.map((path) => admin.post(`${PATH}/${path}/retry`)));

    expect(responses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it('counts the jobs of every queue', async () => {
    const admin = await administrator();
    await queue.push([...newJobs(2), newJob({ queue: 'mail', delay: 60_000 })]);

    const { body } = await admin.get(PATH);

    expect(body.data).toHaveLength(5);
    expect(body.data).toContainEqual({
      name: 'default',
      driver,
      counts: { waiting: 2, delayed: 0, blocked: 0, active: 0, completed: 0, failed: 0 },
    });
    expect(body.data).toContainEqual(
      expect.objectContaining({ name: 'mail', counts: expect.objectContaining({ delayed: 1 }) }),
    );
  });

  it('lists the failed jobs in pages, with their errors', async () => {
    const admin = await administrator();
    await failJobs(3);

    const { body } = await admin.get(`${PATH}/default/jobs?limit=2&page=2`);

    expect(body.data.meta).toEqual({ total: 3, per_page: 2, current_page: 2, last_page: 2, from: 3, to: 3 });
    expect(body.data.data).toMatchObject([{ state: 'failed', attempt: 1, attempts: 1 }]);
    expect(body.data.data[0].error).toContain('No paper');
  });

  it('redacts secrets in jobs', async () => {
    const admin = await administrator();
    await failJobs(1, 'GET https://example.com/?token=hunter2 failed');
    await queue.push([newJob({ payload: { userId: 7, password: 'hunter2' } })]);

    const { text: failed } = await admin.get(`${PATH}/default/jobs`);
    const { body, text } = await admin.get(`${PATH}/default/jobs?state=waiting`);

    expect(body.data.data[0].payload).toEqual({ userId: 7, password: '[redacted]' });
    expect(failed).toContain('https://example.com/');
    expect(text + failed).not.toContain('hunter2');
  });

  it('retries one failed job, or all of a queue', async () => {
    const admin = await administrator();
    await failJobs(3);
    const [job] = (await queue.list({ state: 'failed', page: 1, limit: 1 })).jobs;

    const one = await admin.post(`${PATH}/default/jobs/${job?.id}/retry`);
    const afterOne = (await queue.countJobs()).default;
    const all = await admin.post(`${PATH}/default/retry`);

    expect([one.status, afterOne.waiting, afterOne.failed]).toEqual([200, 1, 2]);
    expect(all.body.data).toEqual({ count: 2 });
    expect((await queue.countJobs()).default).toMatchObject({ waiting: 3, failed: 0 });
  });

  it('removes only the jobs of one state and queue', async () => {
    const admin = await administrator();
    await queue.push([...newJobs(2), newJob({ delay: 60_000 }), newJob({ queue: 'mail' })]);

    const response = await admin.delete(`${PATH}/default/jobs?state=waiting`);

    expect(response.body.data).toEqual({ count: 2 });
    const counts = await queue.countJobs();
    expect([counts.default.waiting, counts.default.delayed, counts.mail.waiting]).toEqual([0, 1, 1]);
  });
}
