import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { newJob, type Bench, gate, newJobs } from '../Bench.js';

/** The possible delay of a busy machine, in milliseconds. */
const SLACK = 400;

export function workerRules(bench: Bench): void {
  describe('competing workers', () => {
    it('run each job once', async () => {
      const jobs = newJobs(200);
      await Promise.all([1, 2, 3].map(() => bench.work(() => sleep(1), { driver: bench.open() })));

      await bench.driver.push(jobs);
      await bench.waitForState(200, 'completed');

      expect([...bench.ids].sort()).toEqual(jobs.map(({ id }) => id).sort());
    });

    it('respect the rate of a queue together', async () => {
      await Promise.all([1, 2].map(() => bench.work(undefined, { driver: bench.open(), concurrency: 10 })));

      await bench.driver.push(newJobs(12, { queue: 'mail' }));
      await bench.waitForRuns(12);

      const starts = bench.runs.map(({ at }) => at).sort((a, b) => a - b);
      const spans = starts.slice(5).map((at, index) => at - (starts[index] ?? 0));
      expect(Math.min(...spans)).toBeGreaterThan(1_000 - SLACK);
    });

    it('process queues independently', async () => {
      const { opened, open } = gate();
      await bench.work(({ queue }) => (queue === 'mail' ? opened : Promise.resolve()), { concurrency: 1 });

      await bench.driver.push([newJob({ queue: 'mail' }), newJob()]);

      await bench.waitForState(1, 'completed');
      open();
    });

    it('ignore queues that they were not started for', async () => {
      await bench.work(undefined, { queues: ['mail'] });

      await bench.driver.push([newJob(), newJob({ queue: 'mail' })]);
      await bench.waitForRuns(1);
      await sleep(100);

      expect(await bench.count('waiting')).toBe(1);
    });

    it('respect their concurrency', async () => {
      let now = 0;
      let most = 0;
      const count = async (): Promise<void> => {
        most = Math.max(most, (now += 1));
        await sleep(5);
        now -= 1;
      };

      await bench.driver.push(newJobs(20));
      await bench.work(count, { concurrency: 3 });
      await bench.waitForState(20, 'completed');

      expect(most).toBe(3);
    });
  });

  describe('waiting jobs', () => {
    it('run by priority, then by age', async () => {
      const [last, third, first, second] = [10, 5, 0, 0].map((priority) => newJob({ priority }));
      for (const job of [last, third, first, second]) if (job) await bench.driver.push([job]);

      await bench.work(undefined, { concurrency: 1 });
      await bench.waitForRuns(4);

      expect(bench.ids).toEqual([first, second, third, last].map((job) => job?.id));
    });

    it('do not run before their delay is over', async () => {
      await bench.work();
      const start = performance.now();

      await bench.driver.push([newJob({ delay: 400 })]);
      const delayed = await bench.count('delayed');
      await bench.waitForRuns(1);

      expect(delayed).toBe(1);
      expect((bench.runs[0]?.at ?? 0) - start).toBeGreaterThanOrEqual(399);
    });
  });

  describe('worker shutdown', () => {
    it('lets others retry the jobs of a crashed worker once the lease expires, which counts as an attempt', async () => {
      const job = newJob();
      await bench.driver.push([job]);
      await bench.abandon();

      await bench.work();
      await bench.waitForState(1, 'completed');

      expect(bench.runs).toMatchObject([{ id: job.id, attempt: 2 }]);
    });

    it('does not expire the leases of a running worker', async () => {
      const { opened, open } = gate();
      const [first, second] = [bench.open({ lease: 1_500 }), bench.open({ lease: 1_500 })];
      await bench.work(() => opened, { driver: first });
      await bench.driver.push([newJob()]);
      await bench.waitForRuns(1);

      await bench.work(undefined, { driver: second });
      await sleep(2_500);
      open();
      await bench.waitForState(1, 'completed');

      expect(bench.runs).toHaveLength(1);
    });

    it('fails a job that crashes its worker each time, with a reason', async () => {
      await bench.driver.push([newJob({ attempts: 3 })]);
      for (let attempt = 1; attempt <= 3; attempt += 1) await bench.abandon();

      await bench.work();
      await bench.waitForState(1, 'failed');

      expect(bench.runs).toEqual([]);
      expect((await bench.only('failed')).error).toMatch(/worker/);
    });

    it('finishes running jobs and claims no more when graceful', async () => {
      const { opened, open } = gate();
      await bench.driver.push(newJobs(3));
      const worker = await bench.work(() => opened, { concurrency: 1 });
      await bench.waitForRuns(1);

      const closed = worker.close(10_000);
      setTimeout(open, 50);
      await closed;

      expect(await bench.count('completed')).toBe(1);
      expect(await bench.count('waiting')).toBe(2);
      expect(bench.runs).toHaveLength(1);
    });

    it('aborts running jobs after the grace period and releases them with their attempt', async () => {
      let reason: unknown;
      await bench.driver.push([newJob()]);
      const worker = await bench.work(({ signal }) => {
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject((reason = signal.reason) as Error));
        });
      });
      await bench.waitForRuns(1);

      await worker.close(50);
      const waiting = await bench.count('waiting');
      await bench.work(undefined, { driver: bench.open() });
      await bench.waitForState(1, 'completed');

      expect(reason).toBeInstanceOf(Error);
      expect(waiting).toBe(1);
      expect(bench.runs.map(({ attempt }) => attempt)).toEqual([1, 1]);
    });
  });
}
