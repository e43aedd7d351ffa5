import { describe, expect, it, jest } from '@jest/globals';
import { freePort, until } from '../../support/processes.js';
import { WorkerProject } from '../../support/workerProject.js';

jest.setTimeout(120_000);

describe('a worker that cannot start', () => {
  it('names the invalid flag and exits with 1', async () => {
    const project = new WorkerProject();

    const worker = project.run(['src/worker/main.js', '--queue', 'mial'], project.environment);

    expect(await worker.exit()).toBe(1);
    expect(worker.lines[0]).toBe("Unknown queue 'mial'. Available: default, mail, media, audit, maintenance");
  });

  it('explains that QUEUE_CONNECTION=sync needs no worker', async () => {
    const project = new WorkerProject();

    const worker = project.run(['src/worker/main.js'], { ...project.environment, QUEUE_CONNECTION: 'sync' });

    expect(await worker.exit()).toBe(1);
    expect(worker.lines).toEqual(['QUEUE_CONNECTION=sync runs every job immediately and leaves no work for a worker']);
  });

  it('names every invalid variable', async () => {
    const project = new WorkerProject();

    const worker = project.run(['src/worker/main.js'], { ...project.environment, QUEUE_CONCURRENCY: 'many' });

    expect(await worker.exit()).toBe(1);
    expect(worker.output).toContain('QUEUE_CONCURRENCY must be a whole number');
    expect(worker.output).not.toContain('    at ');
  });

  it('names the port that is in use', async () => {
    const project = new WorkerProject();
    const WORKER_PORT = String(await freePort());
    const environment = { ...project.environment, WORKER_PORT };
    const first = project.run(['src/worker/main.js'], environment);
    await first.prints('worker runs in');

    const second = project.run(['src/worker/main.js'], environment);

    expect(await second.exit()).toBe(1);
    expect(second.output).toContain('check WORKER_PORT');
  });
});

describe('workers', () => {
  it('share the jobs and run each once', async () => {
    const project = new WorkerProject();
    await project.dispatch(200, 20);

    await Promise.all([project.work(), project.work()]);
    await project.waitUntilDone(200);
    const tally = await project.tally();

    expect(tally).toMatchObject({ attempts: 200, effects: 200, workers: 2, failed: 0 });
  });

  it('process only the given queues', async () => {
    const project = new WorkerProject();
    await project.dispatch(1);
    await project.do('await MarkTheHour.dispatch({});');

    const worker = await project.work('--queue', 'maintenance,audit');
    await worker.prints('Job completed');
    const tally = await project.tally();

    expect(worker.output).toContain('maintenance, audit, 5 concurrent jobs in each');
    expect(tally).toMatchObject({ attempts: 1, waiting: 1 });
  });

  it('fail a job of an unknown class with a clear error', async () => {
    const project = new WorkerProject();
    await project.do(
      `class Forgotten extends Mark { static type = 'trial.forgotten'; } await Forgotten.dispatch({}, { attempts: 1 });`,
    );

    const worker = await project.work();
    await worker.prints('Job failed');

    expect(worker.output).toContain('Unknown job trial.forgotten');
    expect((await project.tally()).failed).toBe(1);
  });

  it('dispatch a long overdue scheduled job once, whatever their number', async () => {
    const project = new WorkerProject();
    await project.do(`
      const firstSeenAt = new Date(Date.now() - 3 * 86_400_000);
      await ScheduledRun.create({ name: 'trial.mark-the-hour 0 * * * *', firstSeenAt });
    `);

    const started = await Promise.all([project.work(), project.work()]);
    await until(() => started.some(({ output }) => output.includes('Job completed')), 'the scheduled job');
    const { attempts, waiting } = await project.tally();

    const dispatched = started.filter(({ output }) => output.includes('Dispatched a scheduled job'));
    expect(dispatched).toHaveLength(1);
    expect(attempts).toBe(1);
    expect(waiting).toBe(0);
  });

  it('serve health checks and metrics at WORKER_PORT', async () => {
    const project = new WorkerProject();
    const WORKER_PORT = String(await freePort());
    await project.dispatch(1);
    const worker = project.run(['src/worker/main.js'], { ...project.environment, WORKER_PORT });
    await worker.prints('Job completed');

    const health = await fetch(`http://127.0.0.1:${WORKER_PORT}/health/live`);
    const metrics = await fetch(`http://127.0.0.1:${WORKER_PORT}/metrics`);

    expect(await health.json()).toEqual({ status: 'ok' });
    expect(await metrics.text()).toContain(
      'lumina_jobs_total{queue="default",name="trial.mark",outcome="completed"} 1',
    );
  });
});
