import { describe, expect, it } from '@jest/globals';
import { Semaphore } from '../../../src/utils/Semaphore.js';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Semaphore', () => {
  it('never runs more tasks than it has slots', async () => {
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

  it('serves waiting tasks in order', async () => {
    const semaphore = new Semaphore(1);
    const order: number[] = [];

    await Promise.all([1, 2, 3, 4].map((number) => semaphore.run(() => Promise.resolve(order.push(number)))));

    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('returns the result of a task', async () => {
    await expect(new Semaphore(1).run(() => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('releases the slot of a rejected task', async () => {
    const semaphore = new Semaphore(1);

    await expect(semaphore.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');

    await expect(semaphore.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('releases the slot of a task that throws synchronously', async () => {
    const semaphore = new Semaphore(1);
    const fail = (): Promise<never> => {
      throw new Error('synchronous');
    };

    await expect(semaphore.run(fail)).rejects.toThrow('synchronous');

    await expect(semaphore.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });

  it('holds a slot until it is released', async () => {
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
