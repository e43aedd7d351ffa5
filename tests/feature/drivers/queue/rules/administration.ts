import { describe, expect, it } from '@jest/globals';
import { JOB_STATES } from '../../../../../src/drivers/queue/QueueDriver.js';
import { newJob, type Bench, gate, newJobs } from '../Bench.js';

const NEVER = () => Promise.reject(new Error('Never'));

/** Runs all waiting jobs and lets them fail. */
async function failJobs(bench: Bench, count: number): Promise<void> {
  const worker = await bench.work(NEVER);
  await bench.waitForState(count, 'failed');
  await worker.close(1_000);
}

export function administrationRules(bench: Bench): void {
  describe('queue administration', () => {
    it('counts the jobs of each queue by state', async () => {
      await bench.driver.push([...newJobs(2), newJob({ delay: 60_000 }), newJob({ queue: 'mail' })]);
      await bench.driver.push([newJob({ children: [newJob({ delay: 60_000 })] })]);

      const { default: usual, mail, audit } = await bench.driver.countJobs();

      expect(usual).toEqual({ waiting: 2, delayed: 2, blocked: 1, active: 0, completed: 0, failed: 0 });
      expect(mail).toMatchObject({ waiting: 1, delayed: 0 });
      expect(audit).toMatchObject({ waiting: 0, failed: 0 });
    });

    it('lists the newest jobs first, in pages', async () => {
      const five = newJobs(5);
      for (const job of five) await bench.driver.push([job]);
      await bench.driver.push([newJob({ queue: 'mail' })]);

      const first = await bench.driver.list({ queue: 'default', state: 'waiting', page: 1, limit: 2 });
      const last = await bench.driver.list({ queue: 'default', state: 'waiting', page: 3, limit: 2 });
      const all = await bench.driver.list({ state: 'waiting', page: 1, limit: 100 });

      const ids = five.map(({ id }) => id).reverse();
      expect(first).toMatchObject({ total: 5, jobs: [{ id: ids[0] }, { id: ids[1] }] });
      expect(last).toMatchObject({ total: 5, jobs: [{ id: ids[4] }] });
      expect(all).toMatchObject({ total: 6, jobs: { length: 6 } });
    });

    it('shows a job completely', async () => {
      await bench.driver.push([newJob({ payload: { userId: 7 }, attempts: 4 })]);

      const job = await bench.only('waiting');

      expect(job).toEqual({
        id: expect.any(String),
        name: 'Rehearse',
        queue: 'default',
        state: 'waiting',
        payload: { userId: 7 },
        attempt: 0,
        attempts: 4,
        progress: 0,
        logs: [],
        error: null,
        createdAt: expect.any(Date),
        finishedAt: null,
      });
      expect(Math.abs(job.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
    });

    it('shows the progress and log of a job, also once it has completed', async () => {
      const { opened, open } = gate();
      await bench.work(async ({ progress, log }) => {
        await progress(40);
        await log('Halfway, nearly');
        await log('O\'Hara\'s "line"');
        await opened;
      });
      await bench.driver.push([newJob()]);
      await bench.waitForRuns(1);
      let active = await bench.only('active');
      for (let looks = 0; active.logs.length < 2 && looks < 200; looks += 1) active = await bench.only('active');

      open();
      await bench.waitForState(1, 'completed');
      const done = await bench.only('completed');

      expect(active).toMatchObject({ progress: 40, logs: ['Halfway, nearly', 'O\'Hara\'s "line"'], attempt: 1 });
      expect(done).toMatchObject({ logs: active.logs, finishedAt: expect.any(Date) });
    });

    it('truncates the log of a job', async () => {
      await bench.work(async ({ log }) => {
        for (let line = 1; line <= 150; line += 1) await log(`${line} ${'x'.repeat(5_000)}`);
      });

      await bench.driver.push([newJob()]);
      await bench.waitForState(1, 'completed');

      expect((await bench.only('completed')).logs.join('').length).toBeLessThan(200_000);
    });

    it('retries a failed job with all its attempts', async () => {
      await bench.driver.push(newJobs(2, { attempts: 1 }));
      await failJobs(bench, 2);
      const { id } = await bench.only('failed');

      const retried = await bench.driver.retry({ id });

      expect(retried).toBe(1);
      await bench.waitForState(1, 'waiting');
      expect(await bench.only('waiting')).toMatchObject({ id, attempt: 0, error: null });
      await bench.work();
      await bench.waitForState(1, 'completed');
      expect(await bench.count('failed')).toBe(1);
    });

    it('retries all failed jobs of one queue or of all', async () => {
      await bench.driver.push(newJobs(3, { attempts: 1 }));
      await failJobs(bench, 3);

      const elsewhere = await bench.driver.retry({ queue: 'mail' });
      const here = await bench.driver.retry({ queue: 'default' });
      await failJobs(bench, 3);
      const everywhere = await bench.driver.retry({});

      expect([elsewhere, here, everywhere]).toEqual([0, 3, 3]);
    });

    it('reports each batch of retried or removed jobs', async () => {
      const steps: number[] = [];
      await bench.driver.push(newJobs(3, { attempts: 1 }));
      await failJobs(bench, 3);

      await bench.driver.retry({ queue: 'default' }, (count) => steps.push(count));
      await bench.driver.clear({ queue: 'default', states: ['waiting'] }, (count) => steps.push(-count));

      expect(steps.filter((step) => step > 0).reduce((sum, step) => sum + step, 0)).toBe(3);
      expect(steps.filter((step) => step < 0).reduce((sum, step) => sum + step, 0)).toBe(-3);
    });

    it('retries no job that is unknown or has not failed', async () => {
      const job = newJob();
      await bench.driver.push([job]);

      const retried = await Promise.all([job.id, 'nonsense', `' OR 1=1`].map((id) => bench.driver.retry({ id })));

      expect(retried).toEqual([0, 0, 0]);
    });

    it('removes jobs by state and queue, but no active ones', async () => {
      const { opened, open } = gate();
      await bench.driver.push([newJob({ name: 'Active' })]);
      await bench.work(() => opened, { concurrency: 1 });
      await bench.waitForRuns(1);
      await bench.driver.push([...newJobs(2), newJob({ delay: 60_000 }), newJob({ queue: 'audit' })]);

      const elsewhere = await bench.driver.clear({ queue: 'mail', states: JOB_STATES });
      const delayed = await bench.driver.clear({ queue: 'default', states: ['delayed'] });
      const here = await bench.driver.clear({ queue: 'default', states: JOB_STATES });
      const everywhere = await bench.driver.clear({ states: JOB_STATES });

      expect([elsewhere, delayed, here, everywhere]).toEqual([0, 1, 2, 1]);
      open();
      await bench.waitForState(1, 'completed');
    });

    it('reports that the queue is reachable', async () => {
      await expect(bench.driver.ping()).resolves.toBeUndefined();
    });
  });
}
