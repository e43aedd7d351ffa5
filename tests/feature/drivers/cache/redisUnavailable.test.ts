import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import type { TaggedCache } from '../../../../src/drivers/cache/TaggedCache.js';
import type { Locks } from '../../../../src/drivers/cache/Locks.js';
import { until } from '../../../support/processes.js';
import { RedisServer } from '../../../support/redisServer.js';
import { describeOn } from '../../../support/servers.js';

/** The timeout of a command in milliseconds, plus a margin for a busy machine. */
const SILENCE = 1_500;

await describeOn('redis', 'while Redis is unavailable', () => {
  let server: RedisServer;
  let cache: TaggedCache;
  let other: TaggedCache;
  let lock: Locks;
  let close: () => Promise<void>;

  beforeAll(async () => {
    server = await RedisServer.start({ persistent: true });
    Object.assign(process.env, { REDIS_URL: server.url, REDIS_PREFIX: 'lumina' });
    const { Cache, Lock } = await import('../../../../src/drivers/cache/index.js');
    const { TaggedCache: Keyed } = await import('../../../../src/drivers/cache/TaggedCache.js');
    const { RedisStore } = await import('../../../../src/drivers/cache/RedisStore.js');
    const { closeDrivers } = await import('../../../../src/drivers/lifecycle.js');
    [cache, other, lock, close] = [Cache, new Keyed(new RedisStore()), Lock, closeDrivers];
  });

  afterEach(async () => {
    server.thaw();
    if (!(await server.isRunning())) await server.start();
    await waitForRedis();
  });

  afterAll(() => close());

  async function waitForRedis(): Promise<void> {
    await until(async () => {
      await cache.set('probe', 1, 60);
      return (await cache.get('probe')) === 1;
    }, 'the cache to be back');
  }

  async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
    const start = performance.now();
    const result = await work();
    return [result, performance.now() - start];
  }

  it('a stopped one causes no delay: values are computed, and nothing fails', async () => {
    await cache.set('key', 'kept', 60);
    await server.kill();
    await sleep(20);

    const [values, duration] = await timed(async () => {
      await cache.set('key', 'dropped', 60);
      await cache.delete('another');
      await cache.flush('tag');
      return [await cache.get('key'), await cache.remember('key', 60, () => Promise.resolve('computed'))];
    });

    expect(values).toEqual([undefined, 'computed']);
    expect(duration).toBeLessThan(100);
  });

  it('a frozen one delays only one request', async () => {
    server.freeze();
    const [, first] = await timed(() => Promise.all(Array.from({ length: 50 }, () => cache.get('key'))));

    const [, second] = await timed(async () => {
      for (let time = 0; time < 100; time += 1) await cache.remember('key', 60, () => Promise.resolve(1));
    });

    expect(first).toBeLessThan(SILENCE);
    expect(second).toBeLessThan(SILENCE);
  });

  it('a frozen one is reconnected and serves again when it resumes', async () => {
    await cache.set('frozen', 'kept', 60);
    server.freeze();
    await cache.get('frozen');
    await sleep(7_000);

    server.thaw();
    await waitForRedis();

    expect(await cache.get('frozen')).toBe('kept');
  });

  it('a deletion is not lost: the old value is gone when Redis is back', async () => {
    await cache.set('deleted', 'old', 60);
    await cache.set('flushed', 'old', 60, { tags: ['tag'] });
    await cache.set('kept', 'kept', 60);
    await server.stop();

    await cache.delete('deleted');
    await cache.flush('tag');
    await server.start();
    await waitForRedis();

    expect(await cache.get('kept')).toBe('kept');
    expect([await cache.get('deleted'), await other.get('flushed')]).toEqual([undefined, undefined]);
  });

  it('a deletion is replayed without further requests on the instance that missed it', async () => {
    await cache.set('idle', 'old', 60);
    await server.stop();
    await cache.delete('idle');

    await server.start();

    await until(async () => {
      await other.set('told', 1, 60);
      return (await other.get('told')) === 1 && (await other.get('idle')) === undefined;
    }, 'the deletion');
    expect(await other.get('told')).toBe(1);
  });

  it('a value computed before a deletion is not stored after it', async () => {
    await server.kill();
    const late = cache.remember('late', 60, async () => {
      await server.start();
      await waitForRedis();
      await cache.delete('late');
      return 'old';
    });

    expect(await late).toBe('old');
    expect(await cache.get('late')).toBeUndefined();
  });

  it('a lock is granted to no caller rather than to two', async () => {
    await server.kill();
    const work = jest.fn(() => Promise.resolve());

    const [error, duration] = await timed(() =>
      lock.run('key', 5, work, { waitSeconds: 0.3 }).catch((reason: unknown) => reason),
    );

    expect(error).toMatchObject({ name: 'Error', status: 503 });
    expect(work).not.toHaveBeenCalled();
    expect(duration).toBeLessThan(SILENCE);
  });

  it('a lock waits until Redis is back', async () => {
    await server.kill();
    const done = lock.run('patient', 5, () => Promise.resolve('done'), { waitSeconds: 15 });

    await server.start();

    expect(await done).toBe('done');
  });

  it('the holder of a lock is told that it may be lost', async () => {
    const work = lock.run('unsure', 0.5, async (signal) => {
      await server.kill();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });

    await expect(work).rejects.toMatchObject({ name: 'LockLost' });
  });
});
