import { afterEach, expect, it } from '@jest/globals';
import type { RecordAudit } from '../../../../src/audit/RecordAudit.js';
import { until } from '../../../support/processes.js';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { bullPrefix } = await import('../../../../src/drivers/queue/redis/BullQueues.js');
const { withAdminRedis, getAdminRedis } = await import('../../../../src/drivers/queue/redis/withAdminRedis.js');
const { getRedis, redisKey } = await import('../../../../src/drivers/redis/index.js');
const { default: QueueService } = await import('../../../../src/services/operations/QueueService.js');
const { as } = await import('../../../support/http.js');
const { newJob, newJobs } = await import('../../drivers/queue/Bench.js');

const PATH = '/api/admin/queues/default';
const MANY = 20_000;

async function lastAudit() {
  const { jobs: found } = await queue.list({ queue: 'audit', state: 'waiting', page: 1, limit: 1 });
  return found[0]?.payload as Parameters<RecordAudit['handle']>[0] | undefined;
}

async function failJobs(count: number): Promise<void> {
  const worker = await queue.work({ queues: ['default'], concurrency: 50 }, () => Promise.reject(new Error('Never')));
  await queue.push(newJobs(count, { attempts: 1 }));
  await until(async () => (await queue.countJobs()).default.failed === count, 'the jobs to fail');
  await worker.close(1_000);
}

/** Makes Redis reject commands on the failed jobs of a queue. */
async function corruptFailedSet(name: string): Promise<() => Promise<unknown>> {
  const key = `${bullPrefix}:${name}:failed`;
  await getRedis().set(key, 'spoilt');
  return () => getRedis().del(key);
}

afterEach(() => queue.clear({ states: JOB_STATES }));

await describeOn('redis', 'many jobs', () => {
  it('are listed to the last page and removed while others are dispatched', async () => {
    const admin = as(await UserFactory.admin().create());
    await queue.push(newJobs(MANY, { delay: 3_600_000 }));

    const deep = await admin.get(`${PATH}/jobs?state=delayed&page=150&limit=100`);
    const last = await admin.get(`${PATH}/jobs?state=delayed&page=200&limit=100`);
    const beyond = await admin.get(`${PATH}/jobs?state=delayed&page=201&limit=100`);
    await queue.push([newJob({ queue: 'mail' })]);
    const backlog = await queue.countBacklog();
    const cleared = await admin.delete(`${PATH}/jobs?state=delayed`);

    expect([deep, last, beyond].map(({ body }) => body.data?.data.length)).toEqual([100, 100, 0]);
    expect(last.body.data.meta).toMatchObject({ total: MANY, last_page: 200, to: MANY });
    expect(backlog).toBe(0);
    expect(cleared.body.data).toEqual({ count: MANY });
    expect(await lastAudit()).toMatchObject({ action: 'queue.cleared', after: { states: ['delayed'], count: MANY } });
  }, 60_000);

  it('may time out without Redis being considered down', async () => {
    getAdminRedis().options.commandTimeout = 100;
    const slow = withAdminRedis((connection) => connection.xread('BLOCK', 700, 'STREAMS', redisKey('nothing'), '$'));

    await expect(slow).rejects.toMatchObject({ status: 503 });
    await queue.push([newJob()]);

    expect(await queue.countBacklog()).toBe(0);
    getAdminRedis().options.commandTimeout = 10_000;
  });

  it('of one state are listed once each, in whichever Redis structure they are', async () => {
    await queue.push([...newJobs(5), ...newJobs(4, { priority: 3 })]);

    const pages = await Promise.all(
      [1, 2, 3].map((page) => queue.list({ queue: 'default', state: 'waiting', page, limit: 4 })),
    );

    expect(pages.map((page) => page.jobs.length)).toEqual([4, 4, 1]);
    expect(new Set(pages.flatMap((page) => page.jobs).map(({ id }) => id)).size).toBe(9);
  });

  it('of several queues are listed together, newest first', async () => {
    const dispatched = [];
    for (const name of ['mail', 'default', 'media', 'mail', 'default'] as const) {
      const job = newJob({ queue: name });
      await queue.push([job]);
      dispatched.unshift(job.id);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }

    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await queue.list({ state: 'waiting', page, limit: 2 }));

    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(pages.flatMap((page) => page.jobs).map(({ id }) => id)).toEqual(dispatched);
  });

  it('that failed are all retried', async () => {
    await failJobs(1_200);

    const count = await QueueService.retryAll('default');

    expect(count).toBe(1_200);
    expect((await queue.countJobs()).default).toMatchObject({ waiting: 1_200, failed: 0 });
  }, 60_000);

  it('are audited up to the point where the removal fails', async () => {
    await queue.push(newJobs(3, { delay: 3_600_000 }));
    const mend = await corruptFailedSet('default');

    const clearing = QueueService.clear(['delayed', 'failed'], 'default');

    await expect(clearing).rejects.toThrow('WRONGTYPE');
    await mend();
    expect(await lastAudit()).toMatchObject({ action: 'queue.cleared', after: { count: 3, brokeOff: true } });
  });

  it('are audited up to the point where the retry fails', async () => {
    await failJobs(3);
    const mend = await corruptFailedSet('mail');

    await expect(QueueService.retryAll()).rejects.toThrow('WRONGTYPE');

    await mend();
    expect(await lastAudit()).toMatchObject({ action: 'queue.retried', after: { count: 3, brokeOff: true } });
  });
});
