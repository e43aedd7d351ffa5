import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { LockLost, Locks } from '../../../../src/drivers/cache/Locks.js';
import type { LockStore } from '../../../../src/drivers/cache/LockStore.js';
import { LockUnavailable } from '../../../../src/exceptions/ServiceUnavailable.js';
import { underWay } from './cacheContract.js';

const TTL = 5;

/**
 * The behaviour of every lock store.
 *
 * @param open opens a store as another process would
 * @param expire ends a lock as if its time were over
 */
export function lockContract(open: () => LockStore, expire: (key: string) => Promise<void>): void {
  const here = new Locks(open());
  const there = new Locks(open());

  it('time out for callers that wait too long', async () => {
    const { run, begun, finish } = underWay<string>();
    const holder = here.run('busy', TTL, run);
    await begun;

    const rejected = there.run('busy', TTL, () => Promise.resolve('never'), { waitSeconds: 0.1 });

    await expect(rejected).rejects.toThrow(LockUnavailable);
    finish('done');
    expect(await holder).toBe('done');
  });

  it('are released after a failure, which is rethrown', async () => {
    const failed = here.run('failing', TTL, () => Promise.reject(new Error('no luck')));
    await expect(failed).rejects.toThrow('no luck');

    expect(await there.run('failing', TTL, () => Promise.resolve('luck'), { waitSeconds: 0 })).toBe('luck');
  });

  it('of a crashed holder expire', async () => {
    const store = open();
    await store.acquire('orphaned', 'dead', 200);

    const rejected = here.run('orphaned', TTL, () => Promise.resolve('never'), { waitSeconds: 0 });

    await expect(rejected).rejects.toThrow(LockUnavailable);
    expect(await here.run('orphaned', TTL, () => Promise.resolve('mine'), { waitSeconds: 3 })).toBe('mine');
  });

  it('report their loss with a signal and an error', async () => {
    const store = open();
    const work = here.run('stolen', 0.3, async (signal) => {
      await expire('stolen');
      await store.acquire('stolen', 'thief', 5_000);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return 'done without the lock';
    });

    await expect(work).rejects.toThrow(LockLost);
    expect(await store.extend('stolen', 'thief', 5_000)).toBe(true);
  });

  it('are exclusive across stores', async () => {
    let inside = 0;
    let most = 0;
    let done = 0;

    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(2);
      inside -= 1;
      done += 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? here : there).run('one', TTL, work)));

    expect({ most, done, inside }).toEqual({ most: 1, done: 20, inside: 0 });
  });

  it('are held for as long as the work takes', async () => {
    const { run, begun, finish } = underWay<string>();
    const holder = here.run('long', 0.3, run);
    await begun;

    await sleep(700);

    const rejected = there.run('long', 0.3, () => Promise.resolve('never'), { waitSeconds: 0 });
    await expect(rejected).rejects.toThrow(LockUnavailable);
    finish('done');
    expect(await holder).toBe('done');
  });

  it('of different names are independent', async () => {
    const { run, begun, finish } = underWay<string>();
    const holder = here.run('name', TTL, run);
    await begun;

    expect(await there.run('another', TTL, () => Promise.resolve('free'), { waitSeconds: 0 })).toBe('free');
    finish('done');
    await holder;
  });

  it('are released only by their holder', async () => {
    const store = open();
    await store.acquire('mine', 'me', 5_000);

    await store.release('mine', 'you');

    expect(await store.acquire('mine', 'you', 5_000)).toBe(false);
    expect(await store.extend('mine', 'you', 5_000)).toBe(false);
    expect(await store.extend('mine', 'me', 5_000)).toBe(true);
  });

  it('are granted to a caller that retries because the first response was lost', async () => {
    const store = open();
    await store.acquire('asked twice', 'me', 5_000);

    expect(await store.acquire('asked twice', 'me', 5_000)).toBe(true);
  });
}
