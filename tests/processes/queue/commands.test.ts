import { describe, expect, it } from '@jest/globals';
import { freePort } from '../../support/processes.js';
import { newDatabase } from '../../support/project.js';
import { describeOn, redisEnvironment } from '../../support/servers.js';
import { WorkerProject } from '../../support/workerProject.js';
import { lumina } from '../scripts/lumina.js';

const SECRETS = {
  JWT_SECRET: 'a-secret-that-only-the-tests-know-1',
  JWT_REFRESH_SECRET: 'a-secret-that-only-the-tests-know-2',
};

async function withFailedJobs(environment: Record<string, string>): Promise<WorkerProject> {
  const project = new WorkerProject({ ...environment, ...SECRETS });
  await project.do(
    'for (let count = 0; count < 3; count += 1) await Poisoned.dispatch({}); await Mark.dispatch({ number: 1 });',
  );
  await project.work();
  await project.do("while ((await sum('failed')) < 3) await sleep(50);");
  return project;
}

function commandRules(environment: () => Record<string, string>): void {
  it('show, retry and remove jobs', async () => {
    const project = await withFailedJobs(environment());
    const run = (...command: string[]) => lumina(project, command, project.environment);

    const status = await run('queue:status');
    const failed = await run('queue:failed', '--queue', 'default');
    const json = await run('queue:failed', '--json');
    const [job] = JSON.parse(json.stdout) as { id: string; error: string }[];
    const retried = await run('queue:retry', job?.id ?? '');
    const all = await run('queue:retry', 'all');
    const elsewhere = await run('queue:clear', '--queue', 'mail', '--state', 'completed,failed');
    const cleared = await run('queue:clear', '--queue', 'default', '--state', 'completed');

    expect(status.stdout).toMatch(
      /^QUEUE +WAITING +DELAYED +BLOCKED +ACTIVE +COMPLETED +FAILED\ndefault +0 +0 +0 +0 +1 +3\n/,
    );
    expect(failed.stdout).toMatch(/^ID +QUEUE +JOB +ATTEMPTS +FAILED AT +ERROR\n/);
    expect(failed.stdout.match(/ default +trial\.poisoned +2 +\S+Z +Error: This job never succeeds\n/g)).toHaveLength(
      3,
    );
    expect(job?.error).toContain('This job never succeeds');
    expect(retried).toEqual({ code: 0, stdout: 'Job queued for retry\n', stderr: '' });
    expect(all.stdout).toMatch(/^Jobs queued for retry: [23]\n$/);
    expect([elsewhere.stdout, cleared.stdout]).toEqual(['Removed jobs: 0\n', 'Removed jobs: 1\n']);
  });
}

describe('the queue commands', () => {
  it('explain errors in one line', async () => {
    const project = new WorkerProject({ ...newDatabase(), ...SECRETS });
    await project.tally();
    const run = (...command: string[]) => lumina(project, command, project.environment);

    const ended = await Promise.all([
      run('queue:failed', '--queue', 'mial'),
      run('queue:clear', '--state', 'active'),
      run('queue:retry', 'nonsense'),
      run('queue:clear', '--queue', 'audit', '--state', 'waiting'),
      run('queue:clear', '--state', 'failed,delayed'),
      lumina(project, ['queue:clear'], { ...project.environment, NODE_ENV: 'production' }),
    ]);

    expect(ended).toEqual(
      [
        "Unknown queue 'mial'. Available: default, mail, media, audit, maintenance\n",
        "Unknown state 'active'. Available: waiting, delayed, blocked, completed, failed\n",
        'No failed job has the id nonsense\n',
        'Only completed and failed jobs can be removed from the audit queue, and so from all queues together\n',
        'Only completed and failed jobs can be removed from the audit queue, and so from all queues together\n',
        'queue:clear removes unfinished jobs. In production it requires: npx lumina queue:clear --force\n',
      ].map((stderr) => ({ code: 1, stdout: '', stderr })),
    );
  });

  it('fail fast if Redis is unreachable', async () => {
    const project = new WorkerProject({ ...newDatabase(), ...SECRETS });
    await project.tally();
    const REDIS_URL = `redis://127.0.0.1:${await freePort()}`;

    const { code, stderr } = await lumina(project, ['queue:status'], {
      ...project.environment,
      QUEUE_CONNECTION: 'redis',
      REDIS_URL,
    });

    expect(code).toBe(1);
    expect(stderr).toContain('Cannot reach the queue. Is Redis running?\n');
  });

  commandRules(() => newDatabase());
});

await describeOn('redis', 'the queue commands', () =>
  commandRules(() => ({ ...newDatabase(), ...redisEnvironment(), QUEUE_CONNECTION: 'redis' })),
);
