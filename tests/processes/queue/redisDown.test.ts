import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { newDatabase } from '../../support/project.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';
import { type Tally, WorkerProject } from '../../support/workerProject.js';

/** Seconds for which Redis is down. */
const OUTAGE = Number(process.env.OUTAGE ?? 2);

jest.setTimeout(180_000 + OUTAGE * 1_000);

/** Milliseconds between two requests. */
const PAUSE = 20;
/** Milliseconds that a request may take on a busy machine; Redis may account for 600 of them. */
const MAX_LATENCY = 2_000;
/** Jobs in flight when Redis goes away, whose results Redis never learns. */
const IN_FLIGHT = 10;

const UNLIMITED = { RATE_LIMIT_ANONYMOUS: 'off', RATE_LIMIT_USER: 'off', RATE_LIMIT_AUTH: 'off' };

/** A route that dispatches a job, for even numbers in a transaction. */
const ROUTE = `
import { z } from 'zod';
import { transaction } from '../database/transaction.js';
import { RouteTable } from './RouteTable.js';

const router = new RouteTable('Trial');

async function mark(req, res) {
  const { Mark } = await import('../modules/trial.js');
  const number = Number(req.params.number);
  const dispatch = () => Mark.dispatch({ number });
  await (number % 2 === 0 ? transaction(dispatch) : dispatch());
  res.json({ number });
}

router.post('/marks/:number', mark).json(z.looseObject({}), 'Marks a number');

export default router;
`;

/** Jobs that ran again because their worker, short of CPU time, seemed dead: only these may run more than once. */
function countLostJobs({ output }: { output: string }): number {
  return output.split('A job stalled, because its worker died').length - 1;
}

/** A server whose requests dispatch jobs, and the Redis that it loses. */
class Trial {
  private readonly answers: { status: number; ms: number }[] = [];
  private asked = 0;

  private constructor(
    public readonly redis: RedisServer,
    public readonly project: WorkerProject,
    private readonly served: Awaited<ReturnType<WorkerProject['serve']>>,
  ) {}

  public static async open(): Promise<Trial> {
    const redis = await RedisServer.start({ persistent: true });
    const project = new WorkerProject({
      ...{ ...newDatabase(), ...UNLIMITED, REDIS_URL: redis.url },
      QUEUE_CONNECTION: 'redis',
    });
    const trial = project.read('src/modules/trial.js');
    project.write('src/routes/marks.js', ROUTE);
    project.write(
      'src/modules/trial.js',
      `import marks from '../routes/marks.js';\n${trial.replace('routes: []', 'routes: [marks]')}`,
    );
    const served = await project.serve(project.environment);
    return new Trial(redis, project, served);
  }

  public get statuses(): number[] {
    return [...new Set(this.answers.map(({ status }) => status))];
  }

  public get slowest(): number {
    return Math.max(...this.answers.map(({ ms }) => ms));
  }

  /** Sends requests for this many seconds, and returns their number. */
  public async ask(seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1_000;
    const requests: Promise<void>[] = [];
    while (performance.now() < end) {
      requests.push(this.request());
      await sleep(PAUSE);
    }
    await Promise.all(requests);
    return this.answers.length;
  }

  public async waitUntilDone(count: number): Promise<Tally> {
    await this.project.waitUntilDone(count);
    await this.project.do("while ((await sum('waiting', 'delayed', 'active')) > 0) await sleep(100);");
    return this.project.tally();
  }

  public waiting(): Promise<unknown> {
    return this.project.do(`
      const [{ count }] = await Attempt.sequelize.query('SELECT COUNT(*) AS count FROM job_outbox', { type: 'SELECT' });
      return Number(count);
    `);
  }

  /** Kills the server without warning. */
  public kill(): Promise<void> {
    return this.served.server.end();
  }

  private async request(): Promise<void> {
    const start = performance.now();
    const { status } = await fetch(`${this.served.url}/api/marks/${(this.asked += 1)}`, { method: 'POST' });
    this.answers.push({ status, ms: performance.now() - start });
  }
}

await describeOn('redis', 'while Redis is unavailable', () => {
  it('requests succeed, and every job completes once Redis is back', async () => {
    const trial = await Trial.open();
    await trial.project.work();

    const asking = trial.ask(OUTAGE + 2);
    await sleep(1_000);
    await trial.redis.stop();
    await sleep(OUTAGE * 1_000);
    await trial.redis.start();
    const count = await asking;
    const tally = await trial.waitUntilDone(count);

    expect(trial.statuses).toEqual([200]);
    expect(trial.slowest).toBeLessThan(MAX_LATENCY);
    expect(tally).toMatchObject({ effects: count, waiting: 0, failed: 0 });
    expect(tally.attempts).toBeLessThanOrEqual(count + IN_FLIGHT);
    expect(await trial.waiting()).toBe(0);
  });

  it('a frozen Redis delays a request by at most one timeout', async () => {
    const trial = await Trial.open();
    await trial.ask(1);

    trial.redis.freeze();
    await trial.ask(2);
    trial.redis.thaw();
    const [worker, count] = await Promise.all([trial.project.work(), trial.ask(3)]);
    const tally = await trial.waitUntilDone(count);

    expect(trial.statuses).toEqual([200]);
    expect(trial.slowest).toBeLessThan(MAX_LATENCY);
    expect(tally).toMatchObject({ effects: count, waiting: 0, failed: 0 });
    expect(tally.attempts - count).toBeLessThanOrEqual(countLostJobs(worker));
    expect(await trial.waiting()).toBe(0);
  });

  it('the next server takes over the jobs of a killed one', async () => {
    const trial = await Trial.open();
    await trial.redis.stop();
    const count = await trial.ask(1);

    await trial.kill();
    const waiting = await trial.waiting();
    await trial.redis.start();
    await trial.project.work();
    const tally = await trial.waitUntilDone(count);

    expect(waiting).toBe(count);
    expect(tally).toMatchObject({ attempts: count, effects: count, failed: 0 });
  });
});
