import { afterAll, expect, it, jest } from '@jest/globals';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment());
const { TaggedCache } = await import('../../../../src/drivers/cache/TaggedCache.js');
const { RedisLocks } = await import('../../../../src/drivers/cache/RedisLocks.js');
const { RedisStore } = await import('../../../../src/drivers/cache/RedisStore.js');
const { closeDrivers } = await import('../../../../src/drivers/lifecycle.js');
const { getRedis, redisKey } = await import('../../../../src/drivers/redis/index.js');
const { cacheContract, underWay } = await import('./cacheContract.js');
const { lockContract } = await import('./lockContract.js');

function newCache() {
  return new TaggedCache(new RedisStore(), new RedisLocks());
}

async function keysLike(pattern: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of getRedis().scanStream({ match: redisKey(pattern) })) keys.push(...(page as string[]));
  return keys;
}

afterAll(async () => {
  const keys = await keysLike('*');
  if (keys.length > 0) await getRedis().del(...keys);
  await closeDrivers();
});

await describeOn('redis', 'the cache', () => {
  cacheContract(newCache());

  it('is shared: values and deletions are visible to all instances', async () => {
    const [here, there] = [newCache(), newCache()];
    await here.set('shared', 1, 60, { tags: ['all'] });
    const found = await there.get('shared');

    await there.delete('shared');

    expect([found, await here.get('shared')]).toEqual([1, undefined]);
  });

  it('computes a value once for concurrent callers of several instances', async () => {
    const caches = Array.from({ length: 4 }, newCache);
    const compute = jest.fn(() => new Promise((resolve) => setTimeout(resolve, 100, 'value')));

    const values = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (caches[index % 4] ?? newCache()).remember('stampede', 60, compute)),
    );

    expect(new Set(values)).toEqual(new Set(['value']));
    expect(compute).toHaveBeenCalledTimes(1);
  });

  it('stops waiting for an instance that computes too long', async () => {
    const { run, begun, finish } = underWay<string>();
    const slow = newCache().remember('slow', 60, run);
    await begun;
    const start = performance.now();

    const value = await newCache().remember('slow', 60, () => Promise.resolve('quick'));

    expect(value).toBe('quick');
    expect(performance.now() - start).toBeLessThan(4_000);
    finish('slow');
    await slow;
  });

  it('does not store a value that another instance deleted meanwhile', async () => {
    const [here, there] = [newCache(), newCache()];
    const { run, begun, finish } = underWay<string>();
    const early = here.remember('raced', 60, run);
    await begun;

    await there.delete('raced');
    const late = await there.remember('raced', 60, () => Promise.resolve('new'));
    finish('old');

    expect([await early, late, await here.get('raced')]).toEqual(['old', 'new', 'new']);
  });

  it('leaves only keys that expire in Redis', async () => {
    const cache = newCache();
    await cache.remember('tidy', 60, () => Promise.resolve(1), { tags: ['tidy'] });
    await cache.delete('tidy');
    await cache.set('tidy', 1, 60, { tags: ['tidy', 'other'] });
    await cache.flush('tidy');

    const keys = await keysLike('cache:*');
    const times = await Promise.all(keys.map((key) => getRedis().pttl(key)));

    expect(keys.length).toBeGreaterThan(0);
    expect(times.filter((time) => time < 0)).toEqual([]);
  });
});

await describeOn('redis', 'locks', () => {
  lockContract(
    () => new RedisLocks(),
    async (key) => {
      await getRedis().del(redisKey('lock', key));
    },
  );
});
