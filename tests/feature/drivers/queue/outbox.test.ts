import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { RedisQueue } = await import('../../../../src/drivers/queue/RedisQueue.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { Outbox } = await import('../../../../src/drivers/queue/redis/Outbox.js');
const { OutboxRow } = await import('../../../../src/drivers/queue/redis/OutboxRow.js');
const { toQueuedJob } = await import('../../../../src/drivers/queue/redis/QueuedJob.js');
const { queueConfig } = await import('../../../../src/config/queue.js');
const { clock } = await import('../../../../src/utils/clock.js');
await import('../../../support/database.js');
const { until } = await import('../../../support/processes.js');
const { newJob, newJobs } = await import('./Bench.js');

/** Milliseconds. A relaying process starts within a quarter of a second. */
const LOOK = 600;

const outbox = new Outbox();

async function addToOutbox(...jobs: ReturnType<typeof newJobs>): Promise<void> {
  await outbox.store(
    jobs.map((job) => toQueuedJob(job, clock.now().getTime())),
    0,
  );
}

afterEach(async () => {
  clock.reset();
  await OutboxRow.destroy({ where: {} });
});

await describeOn('redis', 'the outbox', () => {
  it('gives each job to only one of many concurrent claims', async () => {
    await addToOutbox(...newJobs(60));

    const given: string[] = [];
    for (let round = 0; round < 30 && given.length < 60; round += 1) {
      const claims = await Promise.all([1, 2, 3, 4].map(() => outbox.claim(10)));
      given.push(...claims.flat().map(({ id }) => id));
    }

    expect(given).toHaveLength(60);
    expect(new Set(given).size).toBe(60);
  });

  it('returns jobs in the order of dispatch', async () => {
    const [first, second] = [
      newJob({ payload: { text: `O'Hara \u0000 👩‍🚀` }, unique: 'a' }),
      newJob({ children: newJobs(2) }),
    ];
    await addToOutbox(first);
    await addToOutbox(second, ...newJobs(3));

    const given = await outbox.claim(2);

    expect(given).toHaveLength(2);
    expect(given[0]).toMatchObject({ id: first.id, payload: first.payload, unique: 'a', children: [] });
    expect(given[1]).toMatchObject({ id: second.id, children: second.children.map(({ id }) => ({ id })) });
  });

  it('returns a job again half a minute after its claim', async () => {
    await addToOutbox(...newJobs(2));
    await outbox.claim(10);
    const meanwhile = await outbox.claim(10);

    clock.travel(31);
    const later = await outbox.claim(10);

    expect([meanwhile.length, later.length]).toEqual([0, 2]);
  });

  it('accepts a job once', async () => {
    const job = newJob();

    await addToOutbox(job);
    await addToOutbox(job, newJob());

    expect(await OutboxRow.count()).toBe(2);
  });

  it('is not relayed by a process that only reads', async () => {
    await addToOutbox(...newJobs(3));

    const queue = new RedisQueue();
    await queue.countJobs();
    await sleep(LOOK);
    const before = await queue.countBacklog();
    queue.start();
    await until(async () => (await queue.countBacklog()) === 0, 'the jobs to be relayed');
    await queue.clear({ states: JOB_STATES });
    await queue.close();

    expect(before).toBe(3);
  });

  it.each([1, 2])('relays %i jobs that Redis already had, without running completed ones again', async (count) => {
    const again = newJobs(count);
    const others = newJobs(queueConfig.retention.completed.count + 100);
    const runs: string[] = [];
    const queue = new RedisQueue();
    await queue.push([...again, ...others]);
    const worker = await queue.work({ queues: ['default'], concurrency: 20 }, ({ id }) =>
      Promise.resolve(void runs.push(id)),
    );
    await until(() => runs.length === count + others.length, 'all to be done');
    await until(async () => (await queue.countJobs()).default.active === 0, 'all to be finished');
    const kept = await queue.list({ queue: 'default', state: 'completed', page: 1, limit: 200 });

    await addToOutbox(...again);
    queue.start();
    await until(async () => (await queue.countBacklog()) === 0, 'the jobs to be relayed');
    const last = newJob();
    await queue.push([last]);
    await until(() => runs.includes(last.id), 'the last job');
    await worker.close(LOOK);
    await queue.clear({ states: JOB_STATES });
    await queue.close();

    expect(kept.jobs.filter(({ id }) => again.some((job) => job.id === id))).toEqual([]);
    expect(runs).toHaveLength(new Set(runs).size);
  });

  it('is relayed by every process, and a job that Redis rejects does not block others', async () => {
    const rejected = newJob({ priority: 1.5 });
    await addToOutbox(...newJobs(120), rejected, ...newJobs(30));

    const queues = [new RedisQueue(), new RedisQueue()];
    const [queue = new RedisQueue()] = queues;
    for (const each of queues) each.start();
    await until(async () => (await queue.countJobs()).default.waiting === 150, 'the jobs to arrive');
    await until(async () => (await OutboxRow.count({ where: { tries: 1 } })) === 1, 'the job to be laid aside');
    const left = await OutboxRow.findAll();
    await queue.clear({ states: JOB_STATES });
    for (const each of queues) await each.close();

    expect(left.map(({ jobId }) => jobId)).toEqual([rejected.id]);
    expect(left[0]?.claimedUntil.getTime()).toBeGreaterThan(clock.now().getTime());
  });
});
