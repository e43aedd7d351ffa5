import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { transaction } from '../../../../../src/database/transaction.js';
import type { Payload } from '../../../../../src/drivers/queue/QueueDriver.js';
import { newJob, type Bench, gate, newJobs } from '../Bench.js';

const AWKWARD = {
  text: `O'Hara \\ "said" :name ? $1 -- \n\t\u0000 %s`,
  emoji: '👩‍🚀',
  nested: { list: [1, null, true, { deep: 1.5 }] },
};

export function dispatchRules(bench: Bench): void {
  describe('dispatching jobs', () => {
    it('runs a job once if its id is dispatched twice', async () => {
      const job = newJob();

      await bench.driver.push([job, job]);
      await Promise.all([1, 2, 3].map(() => bench.driver.push([job])));

      expect(await bench.count('waiting')).toBe(1);
      await bench.work();
      await bench.waitForState(1, 'completed');
      expect(bench.ids).toEqual([job.id]);
    });

    it('ignores a job whose key belongs to a waiting or running one', async () => {
      const { opened, open } = gate();
      await bench.driver.push([newJob({ unique: 'Report:1' })]);

      await bench.driver.push([newJob({ unique: 'Report:1' })]);
      const waiting = await bench.count('waiting');
      await bench.work(() => opened);
      await bench.waitForRuns(1);
      await bench.driver.push([newJob({ unique: 'Report:1' })]);
      open();
      await bench.waitForState(1, 'completed');

      expect(waiting).toBe(1);
      expect(bench.runs).toHaveLength(1);
    });

    it.each([
      ['done', 'completed', () => Promise.resolve()],
      ['given up', 'failed', () => Promise.reject(new Error('Never'))],
    ] as const)('accepts a key again once its job is %s', async (_what, state, process) => {
      await bench.work(process);
      await bench.driver.push([newJob({ unique: 'Report:1', attempts: 1 })]);
      await bench.waitForState(1, state);

      await bench.driver.push([newJob({ unique: 'Report:1', attempts: 1 })]);

      await bench.waitForState(2, state);
    });

    it('distinguishes keys by case and beyond 255 characters', async () => {
      const keys = ['report', 'Report', 'x'.repeat(300), 'x'.repeat(301)];

      await bench.driver.push(keys.map((unique) => newJob({ unique })));

      expect(await bench.count('waiting')).toBe(4);
    });

    it('publishes the jobs of a transaction after its commit', async () => {
      await bench.work();

      await transaction(async () => {
        await bench.driver.push([newJob()]);
        await sleep(200);
        expect(bench.runs).toEqual([]);
      });

      await bench.waitForRuns(1);
    });

    it('discards the jobs of a transaction that is rolled back', async () => {
      await bench.work();

      const failed = transaction(async () => {
        await bench.driver.push([newJob(), newJob({ children: [newJob()] })]);
        throw new Error('Changed my mind');
      });

      await expect(failed).rejects.toThrow('Changed my mind');
      await sleep(200);
      expect(bench.runs).toEqual([]);
      expect(await bench.count('waiting')).toBe(0);
    });

    it('does not abort a transaction by ignoring a duplicate', async () => {
      const twin = newJob({ unique: 'Report:1' });
      await bench.driver.push([twin]);

      await transaction(async () => {
        await bench.driver.push([newJob({ unique: 'Report:1' }), twin]);
        await bench.driver.push([newJob()]);
      });

      await bench.waitForState(2, 'waiting');
    });

    it('preserves the payload', async () => {
      const received: Payload[] = [];
      await bench.work(({ payload }) => {
        received.push(payload);
        return Promise.resolve();
      });

      await bench.driver.push([newJob({ payload: AWKWARD })]);

      await bench.waitForRuns(1);
      expect(received).toEqual([AWKWARD]);
    });

    it('accepts a thousand jobs concurrently', async () => {
      await bench.driver.push(newJobs(1_000));

      expect(await bench.count('waiting')).toBe(1_000);
    });
  });
}
