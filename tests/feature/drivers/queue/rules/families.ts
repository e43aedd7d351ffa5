import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { newJob, type Bench, newJobs } from '../Bench.js';

export function familyRules(bench: Bench): void {
  describe('a parent job', () => {
    it('is blocked until all its children have completed', async () => {
      const [parent, ...children] = [newJob({ name: 'Parent' }), ...newJobs(5, { name: 'Child' })];
      await bench.driver.push([{ ...newJob({ ...parent }), children }]);
      const before = await bench.driver.countJobs();

      await Promise.all([1, 2].map(() => bench.work(() => sleep(5), { driver: bench.open() })));
      await bench.waitForState(6, 'completed');

      expect(before.default).toMatchObject({ blocked: 1, waiting: 5 });
      expect(bench.runs.at(-1)?.name).toBe('Parent');
    });

    it('may be the child of another', async () => {
      const family = newJob({ name: 'Grandparent', children: [newJob({ name: 'Parent', children: [newJob()] })] });

      await bench.work();
      await bench.driver.push([family]);
      await bench.waitForState(3, 'completed');

      expect(bench.runs.map(({ name }) => name)).toEqual(['Rehearse', 'Parent', 'Grandparent']);
    });

    it('may have children in other queues', async () => {
      await bench.work();

      await bench.driver.push([newJob({ name: 'Parent', children: [newJob({ name: 'Child', queue: 'mail' })] })]);
      await bench.waitForRuns(2);

      expect(bench.runs.map(({ name }) => name)).toEqual(['Child', 'Parent']);
    });

    it('stays blocked by a failed child until that is retried and completes', async () => {
      let isMended = false;
      const child = newJob({ name: 'Child', attempts: 1 });
      await bench.work(({ name }) =>
        name === 'Child' && !isMended ? Promise.reject(new Error('Not yet')) : Promise.resolve(),
      );
      await bench.driver.push([newJob({ name: 'Parent', children: [child, ...newJobs(2)] })]);
      await bench.waitForState(1, 'failed');
      await bench.waitForState(2, 'completed');
      const blocked = await bench.count('blocked');

      isMended = true;
      await bench.driver.retry({ id: child.id });
      await bench.waitForState(4, 'completed');

      expect(blocked).toBe(1);
      expect(bench.runs.at(-1)?.name).toBe('Parent');
    });

    it('is unblocked when its last pending child is removed', async () => {
      const child = newJob({ name: 'Child', attempts: 1 });
      await bench.work(({ name }) => (name === 'Child' ? Promise.reject(new Error('Never')) : Promise.resolve()));
      await bench.driver.push([newJob({ name: 'Parent', children: [child, ...newJobs(2)] })]);
      await bench.waitForState(1, 'failed');
      await bench.waitForState(2, 'completed');

      await bench.driver.clear({ states: ['failed'] });
      await bench.waitForState(3, 'completed');

      expect(bench.runs.at(-1)?.name).toBe('Parent');
    });

    it('dispatched twice has its children once', async () => {
      const family = newJob({ name: 'Parent', children: newJobs(2) });

      await bench.driver.push([family]);
      await bench.driver.push([family]);
      await bench.work();
      await bench.waitForState(3, 'completed');

      expect(bench.runs).toHaveLength(3);
    });
  });
}
