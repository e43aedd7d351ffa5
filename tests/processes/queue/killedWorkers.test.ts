import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { until } from '../../support/processes.js';
import { newDatabase } from '../../support/project.js';
import { describeOn, redisEnvironment } from '../../support/servers.js';
import { WorkerProject } from '../../support/workerProject.js';

jest.setTimeout(120_000);

const JOBS = 1_000;
/** Slots of both workers: one has the default, the other 20. */
const SLOTS = 5 + 20;

function rules(environment: () => Record<string, string>): void {
  it('loses none of 1,000 jobs when it is killed, and a poison job blocks no other', async () => {
    const project = new WorkerProject(environment());
    await project.dispatch(JOBS, 5);
    await project.do('for (let count = 0; count < 3; count += 1) await Poisoned.dispatch({});');
    const workers = await Promise.all([project.work(), project.work('--concurrency', '20')]);
    await until(() => workers.every(({ output }) => output.split('Job completed').length > 100), 'some jobs');

    for (const worker of workers) worker.signal('SIGKILL');
    await Promise.all(workers.map((worker) => worker.exit()));
    const before = await project.tally();
    await project.work('--concurrency', '20');
    await project.do("while ((await sum('waiting', 'delayed', 'active')) > 0) await sleep(100);");
    const after = await project.tally();

    expect(before.effects).toBeLessThan(JOBS);
    expect(after).toMatchObject({ effects: JOBS, failed: 3, waiting: 0, active: 0 });
    expect(after.attempts).toBeGreaterThanOrEqual(JOBS);
    // Only jobs in flight run again: in each slot one that ran, and one whose result was being saved.
    expect(after.attempts).toBeLessThanOrEqual(JOBS + 2 * SLOTS);
  });

  it('completes all other jobs if one kills it each time, and that job fails', async () => {
    const project = new WorkerProject(environment());
    await project.do('await Deadly.dispatch({}, { priority: -1 });');
    await project.dispatch(5);

    const start = () => project.run(['src/worker/main.js'], project.environment);
    let worker = start();
    while ((await project.tally()).failed === 0) {
      if (worker.hasEnded) worker = start();
      await sleep(200);
    }
    await project.waitUntilDone(5);
    const tally = await project.tally();

    expect(tally).toMatchObject({ effects: 5, failed: 1, waiting: 0, active: 0 });
  });
}

describe('a worker', () => rules(() => newDatabase()));

await describeOn('redis', 'a worker', () =>
  rules(() => ({ ...newDatabase(), ...redisEnvironment(), QUEUE_CONNECTION: 'redis' })),
);
