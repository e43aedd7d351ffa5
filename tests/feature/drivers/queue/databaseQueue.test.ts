import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { QueryTypes } from 'sequelize';
import type { QueueWorker } from '../../../../src/drivers/queue/QueueDriver.js';

// So long that no test passes merely because a worker polled.
process.env.QUEUE_POLL_MS = '60000';
await import('../../../support/database.js');
const { queueConfig } = await import('../../../../src/config/queue.js');
const { sequelize } = await import('../../../../src/database/sequelize.js');
const { transaction } = await import('../../../../src/database/transaction.js');
const { claimJobs } = await import('../../../../src/drivers/queue/database/claim.js');
const { completeJobs, failJob, releaseJobs } = await import('../../../../src/drivers/queue/database/settle.js');
const { pruneJobs, requeueStalled } = await import('../../../../src/drivers/queue/database/maintenance.js');
const { ensureRateRows, claimWithinRate } = await import('../../../../src/drivers/queue/database/rates.js');
const { DatabaseQueue } = await import('../../../../src/drivers/queue/DatabaseQueue.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { logger } = await import('../../../../src/logging/logger.js');
const { until } = await import('../../../support/processes.js');
const { dialect } = await import('../../../support/project.js');
const { newJob, newJobs, nothing } = await import('./Bench.js');

const HOUR = 3_600;
const queue = new DatabaseQueue();
const workers: QueueWorker[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(workers.splice(0).map((worker) => worker.close(1_000)));
  // Longer than any lease, so that all jobs can be removed.
  clock.travel(HOUR);
  await requeueStalled(['default']);
  await queue.clear({ states: JOB_STATES });
  clock.reset();
});

async function work(process = nothing): Promise<void> {
  workers.push(await queue.work({ queues: ['default'], concurrency: 5 }, process));
}

/** Claims jobs in the name of a worker. */
async function claim(worker: string, limit = 1, lease = 60_000) {
  return (await claimJobs({ queue: 'default', limit, worker, lease })).jobs;
}

async function count(state: (typeof JOB_STATES)[number]): Promise<number> {
  return (await queue.countJobs()).default[state];
}

async function waitForCompleted(many: number): Promise<void> {
  await queue.push(newJobs(many));
  await completeJobs(
    'a',
    (await claim('a', many)).map(({ id }) => id),
  );
}

describe('a dispatch', () => {
  it.each([1, 200])('of %i jobs is one statement', async (many) => {
    const query = jest.spyOn(sequelize, 'query');

    await queue.push(newJobs(many));

    expect(query).toHaveBeenCalledTimes(1);
  });

  it('wakes the workers of its own process immediately', async () => {
    const ran: string[] = [];
    await work((job) => Promise.resolve(void ran.push(job.id)));
    await until(async () => (await count('waiting')) === 0, 'an empty queue');
    await sleep(50);

    await queue.push([newJob()]);

    await until(() => ran.length === 1, 'a run');
  });

  it('in a transaction wakes them after its commit', async () => {
    const ran: string[] = [];
    await work((job) => Promise.resolve(void ran.push(job.id)));

    await transaction(() => queue.push([newJob()]));

    await until(() => ran.length === 1, 'a run');
  });
});

describe('a worker that was considered dead', () => {
  async function claimAfterExpiry() {
    await queue.push([newJob({ attempts: 5 })]);
    const [late] = await claim('late', 1, -1);
    await requeueStalled(['default']);
    const [fresh] = await claim('fresh');
    if (!late || !fresh) throw new Error('The job was not claimed twice');
    return { late, fresh };
  }

  it.each([
    ['success', ({ id }: { id: number }) => completeJobs('late', [id])],
    ['giving back', ({ id }: { id: number }) => releaseJobs('late', [id])],
  ])('can no longer settle its job with %s', async (_what, tell) => {
    const { late } = await claimAfterExpiry();

    const changed = await tell(late);

    expect(changed).toBe(0);
    expect(await count('active')).toBe(1);
  });

  it('can no longer fail its job, and the result of its successor counts', async () => {
    const { late, fresh } = await claimAfterExpiry();

    await failJob('late', late, new Error('Too late'));
    await completeJobs('fresh', [fresh.id]);

    const { jobs: found } = await queue.list({ state: 'completed', page: 1, limit: 10 });
    expect(found).toMatchObject([{ attempt: 2, error: null }]);
  });
});

describe('finished jobs', () => {
  it('are kept up to the newest hundred of a queue', async () => {
    await waitForCompleted(130);
    await queue.push([newJob({ delay: 1 }), newJob({ queue: 'audit' })]);

    await pruneJobs(queueConfig.names);

    expect(await count('completed')).toBe(queueConfig.retention.completed.count);
    expect(await count('delayed')).toBe(1);
  });

  it('are kept for an hour if they completed, and for a day if they failed', async () => {
    await waitForCompleted(3);
    await queue.push(newJobs(2, { attempts: 1 }));
    for (const row of await claim('a', 2)) await failJob('a', row, new Error('Never'));
    const left: number[][] = [];

    for (const hours of [0.9, 0.2, 22.8, 0.2]) {
      clock.travel(hours * HOUR);
      await pruneJobs(['default']);
      left.push([await count('completed'), await count('failed')]);
    }

    expect(left).toEqual([
      [3, 2],
      [0, 2],
      [0, 2],
      [0, 0],
    ]);
  });
});

describe('a failed child', () => {
  it('is kept while its parent waits for it', async () => {
    await queue.push([newJob({ children: [newJob({ attempts: 1 })] })]);
    for (const row of await claim('a', 1)) await failJob('a', row, new Error('Never'));

    clock.travel(48 * HOUR);
    await pruneJobs(['default']);

    expect(await count('failed')).toBe(1);
    expect(await count('blocked')).toBe(1);
  });
});

describe('a rate limit', () => {
  const take = (allowed: number): Promise<number[]> => Promise.resolve(Array<number>(Math.min(allowed, 4)).fill(0));
  const start = () => transaction(() => claimWithinRate('mail', { max: 10, duration: 60_000 }, take));

  it('holds in every interval of its duration (sliding window)', async () => {
    await ensureRateRows(['mail']);
    const started: number[] = [];

    // After 0, 0, 20, 20, 45, 61, 61, 81 and 121 seconds.
    for (const seconds of [0, 0, 20, 0, 25, 16, 0, 20, 40]) {
      clock.travel(seconds);
      started.push((await start()).jobs.length);
    }

    expect(started).toEqual([4, 4, 2, 0, 0, 4, 4, 2, 4]);
  });
});

const describeServers = dialect === 'sqlite' ? describe.skip : describe;

/** Ends all connections of this database except the current one. */
async function endConnections(): Promise<void> {
  if (dialect === 'postgres') {
    const mine = 'datname = current_database() AND pid <> pg_backend_pid()';
    await sequelize.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${mine}`);
    return;
  }
  const rows = await sequelize.query<{ id: number }>(
    'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
    { type: QueryTypes.SELECT },
  );
  for (const { id } of rows) await sequelize.query(`KILL ${id}`).catch(() => undefined);
}

describeServers('a lost connection', () => {
  it('does not stop a worker, and no job is lost', async () => {
    jest.spyOn(logger, 'error').mockReturnValue(logger);
    // Sequelize writes the error of a failed commit there.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const ran = new Set<string>();
    await work(async ({ id }) => {
      await sleep(5);
      ran.add(id);
    });
    const all = newJobs(300);

    await queue.push(all);
    for (let cuts = 0; cuts < 3; cuts += 1) {
      await sleep(60);
      await endConnections();
    }

    await until(() => ran.size === 300, '300 jobs');
    await until(async () => (await count('active')) + (await count('waiting')) === 0, 'what came of them');
  });
});
