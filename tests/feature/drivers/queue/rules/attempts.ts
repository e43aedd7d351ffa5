import { describe, expect, it } from '@jest/globals';
import type { Processor } from '../../../../../src/drivers/queue/QueueDriver.js';
import { newJob, type Bench, newJobs } from '../Bench.js';

const boom: Processor = () => Promise.reject(new Error('The printer is on fire'));

/** Throws the abort reason of the signal. */
function words(): Promise<void> {
  AbortSignal.abort('just words').throwIfAborted();
  return Promise.resolve();
}

function pauses(bench: Bench): number[] {
  return bench.runs.slice(1).map(({ at }, index) => at - (bench.runs[index]?.at ?? 0));
}

export function attemptRules(bench: Bench): void {
  describe('a failing job', () => {
    it('is attempted up to its limit, then kept with its error', async () => {
      await bench.work(boom);

      await bench.driver.push([newJob({ attempts: 3 })]);
      await bench.waitForState(1, 'failed');

      expect(bench.runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      const job = await bench.only('failed');
      expect(job).toMatchObject({ name: 'Rehearse', attempt: 3, attempts: 3, finishedAt: expect.any(Date) });
      expect(job.error).toContain('The printer is on fire');
      expect(job.error).toContain('attempts');
    });

    it('completes once an attempt succeeds, and keeps no error', async () => {
      await bench.work((job) => (job.attempt < 3 ? boom(job) : Promise.resolve()));

      await bench.driver.push([newJob({ attempts: 3 })]);
      await bench.waitForState(1, 'completed');

      expect(bench.runs).toHaveLength(3);
      expect((await bench.only('completed')).error).toBeNull();
    });

    it('waits the same time before each attempt with fixed backoff', async () => {
      await bench.work(boom);

      await bench.driver.push([newJob({ attempts: 3, backoff: { type: 'fixed', delay: 150 } })]);
      await bench.waitForState(1, 'failed');

      for (const pause of pauses(bench)) expect(pause).toBeGreaterThanOrEqual(149);
    });

    it('waits twice as long each time with exponential backoff', async () => {
      await bench.work(boom);

      await bench.driver.push([newJob({ attempts: 4, backoff: { type: 'exponential', delay: 100 } })]);
      await bench.waitForState(1, 'failed');

      const [first = 0, second = 0, third = 0] = pauses(bench);
      expect([first >= 99, second >= 199, third >= 399]).toEqual([true, true, true]);
    });

    it('does not block other jobs', async () => {
      await bench.work((job) => (job.name === 'Poison' ? boom(job) : Promise.resolve()), { concurrency: 2 });

      await bench.driver.push([
        ...newJobs(4, { name: 'Poison', backoff: { type: 'fixed', delay: 20 } }),
        ...newJobs(30),
      ]);
      await bench.waitForState(30, 'completed');
      await bench.waitForState(4, 'failed');

      expect(bench.runs.filter(({ name }) => name === 'Poison')).toHaveLength(12);
    });

    it.each([
      [
        'thrown synchronously',
        () => {
          throw new Error('At once');
        },
        'At once',
      ],
      ['that is not an Error', words, 'just words'],
      ['with a NUL', () => Promise.reject(new Error('a\0b')), 'b'],
    ] as const)('is kept with an error %s', async (_what, process, text) => {
      await bench.work(process);

      await bench.driver.push([newJob({ attempts: 1 })]);
      await bench.waitForState(1, 'failed');

      expect((await bench.only('failed')).error).toContain(text);
    });

    it('is kept with a truncated error', async () => {
      await bench.work(() => Promise.reject(new Error('x'.repeat(100_000))));

      await bench.driver.push([newJob({ attempts: 1 })]);
      await bench.waitForState(1, 'failed');

      expect((await bench.only('failed')).error?.length).toBeLessThan(10_000);
    });
  });
}
