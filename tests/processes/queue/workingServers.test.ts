import { describe, expect, it, jest } from '@jest/globals';
import { newDatabase } from '../../support/project.js';
import { describeOn } from '../../support/servers.js';
import { WorkerProject } from '../../support/workerProject.js';

jest.setTimeout(120_000);

describe('a server', () => {
  it('processes the queues itself in development', async () => {
    const project = new WorkerProject();
    const { NODE_ENV: _environment, ...rest } = project.environment;
    const { server } = await project.serve(rest);

    await project.dispatch(3);
    await project.waitUntilDone(3);
    server.signal('SIGTERM');

    expect(await server.exit(9_500)).toBe(0);
  });

  it('processes the queues elsewhere only if configured', async () => {
    const project = new WorkerProject();
    await project.dispatch(1);
    const { server: silent } = await project.serve(project.environment);
    const before = await project.tally();
    await silent.end();

    await project.serve({ ...project.environment, QUEUE_WORK_IN_SERVER: 'true' });

    expect(before.effects).toBe(0);
    await project.waitUntilDone(1);
  });
});

await describeOn('postgres', 'a server with several processes', () => {
  it('processes the queues in exactly one process, which ends with the others', async () => {
    const project = new WorkerProject({
      ...newDatabase('postgres'),
      WEB_CONCURRENCY: '2',
      QUEUE_WORK_IN_SERVER: 'true',
    });
    const { server } = await project.serve(project.environment);

    await project.dispatch(50, 10);
    await project.waitUntilDone(50);
    const { workers, attempts } = await project.tally();
    server.signal('SIGTERM');

    expect(attempts).toBe(50);
    expect(workers).toBe(1);
    expect(await server.exit(9_500)).toBe(0);
  });
});
