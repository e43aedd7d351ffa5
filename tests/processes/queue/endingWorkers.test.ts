import { describe, expect, it, jest } from '@jest/globals';
import { newDatabase } from '../../support/project.js';
import { describeOn, redisEnvironment } from '../../support/servers.js';
import { WorkerProject } from '../../support/workerProject.js';

jest.setTimeout(120_000);

/** Shorter than in production, and longer than the jobs that can finish. */
const DRAIN_MS = 3_000;

function rules(environment: () => Record<string, string>, signals: readonly NodeJS.Signals[]): void {
  function newProject(): WorkerProject {
    const project = new WorkerProject(environment());
    project.change('src/config/http.js', /drain: \w+/, `drain: ${DRAIN_MS}`);
    return project;
  }

  it.each(signals)('finishes running jobs on %s and leaves the rest', async (signal) => {
    const project = newProject();
    await project.dispatch(20, 500);
    const worker = await project.work('--concurrency', '2');
    await project.waitForStart();

    worker.signal(signal);
    const code = await worker.exit(9_500);
    const { attempts, effects, waiting, active } = await project.tally();

    expect(code).toBe(0);
    expect(effects).toBe(attempts);
    expect(waiting).toBe(20 - effects);
    expect(waiting).toBeGreaterThan(0);
    expect(active).toBe(0);
  });

  it('releases a job that takes too long', async () => {
    const project = newProject();
    await project.dispatch(1, 12_000);
    const worker = await project.work();
    await project.waitForStart();

    worker.signal('SIGTERM');
    const code = await worker.exit(9_800);
    const tally = await project.tally();

    expect(code).toBe(0);
    expect(tally).toMatchObject({ attempts: 1, effects: 0, waiting: 1, active: 0, failed: 0 });
  });
}

describe('a worker that is told to shut down', () => {
  rules(() => newDatabase(), ['SIGTERM', 'SIGINT']);

  it('exits after npm was killed without forwarding a signal', async () => {
    const project = new WorkerProject();
    const starter = project.script(
      `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['src/worker/main.js'], { stdio: ['ignore', 'inherit', 'inherit'] });
      `,
      { ...project.environment, npm_lifecycle_event: 'worker' },
    );
    await starter.prints('worker runs in');

    starter.signal('SIGKILL');

    // The worker inherited its output, which closes when the worker has ended too.
    await starter.exit();
    expect(starter.output).toContain('The parent process is gone: waiting for running jobs');
  });
});

await describeOn('redis', 'a worker that is told to shut down', () => {
  rules(() => ({ ...newDatabase(), ...redisEnvironment(), QUEUE_CONNECTION: 'redis' }), ['SIGTERM']);
});
