import { describe, expect, it } from '@jest/globals';
import { Semaphore } from '../../../src/utils/Semaphore.js';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Semaphore', () => {
  it('never lets more tasks in than it has places', async () => {
    const semaphore = new Semaphore(3);
    let inside = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await tick();
      inside -= 1;
    };

    await Promise.all(Array.from({ length: 50 }, () => semaphore.run(task)));

    expect(most).toBe(3);
    expect(inside).toBe(0);
  });

  it('serves those who wait in the order in which they came', async () => {
    const semaphore = new Semaphore(1);
    const order: number[] = [];

    await Promise.all([1, 2, 3, 4].map((number) => semaphore.run(() => Promise.resolve(order.push(number)))));

    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('hands on the result of a task', async () => {
    await expect(new Semaphore(1).run(() => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('frees the place of a task that fails', async () => {
    const semaphore = new Semaphore(1);

    await expect(semaphore.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

    await expect(semaphore.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('frees the place of a task that fails before it promises anything', async () => {
    const semaphore = new Semaphore(1);
    const fail = (): Promise<never> => {
      throw new Error('at once');
    };

    await expect(semaphore.run(fail)).rejects.toThrow('at once');

    await expect(semaphore.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('keeps a place until it is given back', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    let isIn = false;
    const waiting = semaphore.run(() => Promise.resolve((isIn = true)));

    await tick();
    expect(isIn).toBe(false);
    release();
    await waiting;

    expect(isIn).toBe(true);
  });
});
