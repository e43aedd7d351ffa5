import { afterEach, describe, expect, it } from '@jest/globals';
import { TaggedCache } from '../../../../src/drivers/cache/TaggedCache.js';
import { MemoryLocks } from '../../../../src/drivers/cache/MemoryLocks.js';
import { MemoryStore } from '../../../../src/drivers/cache/MemoryStore.js';
import { clock } from '../../../../src/utils/clock.js';
import { registry } from '../../../../src/logging/metrics.js';
import { cacheContract, underWay } from './cacheContract.js';
import { lockContract } from './lockContract.js';

async function reads(result: string): Promise<number> {
  const metric = await registry.getSingleMetric('lumina_cache_requests_total')?.get();
  return metric?.values.find(({ labels }) => labels.result === result)?.value ?? 0;
}

describe('the cache in memory', () => {
  cacheContract(new TaggedCache(new MemoryStore(1_000)));

  it('evicts the least recently used value beyond its capacity', async () => {
    const cache = new TaggedCache(new MemoryStore(3));
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, 60, { tags: ['letters'] });
    await cache.get('a');

    await cache.set('d', 'd', 60);

    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)));
    expect(kept).toEqual(['a', undefined, 'c', 'd']);
  });

  it('does not store an outdated value even if its tombstone was evicted', async () => {
    const cache = new TaggedCache(new MemoryStore(3));
    const { run, begun, finish } = underWay<string>();
    const early = cache.remember('key', 60, run);
    await begun;

    for (const key of ['key', 'a', 'b', 'c', 'd']) await cache.delete(key);
    finish('old');
    await early;

    expect(await cache.get('key')).toBeUndefined();
  });

  it('counts hits and misses', async () => {
    const cache = new TaggedCache(new MemoryStore(3));
    const before = [await reads('hit'), await reads('miss')];

    await cache.get('key');
    await cache.set('key', 1, 60);
    await cache.get('key');
    await cache.get('key');

    expect([await reads('hit'), await reads('miss')]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1]);
  });
});

describe('locks in memory', () => {
  const store = new MemoryLocks();
  const past = (): Promise<void> => {
    clock.travel(3_600);
    return Promise.resolve();
  };

  afterEach(() => clock.reset());

  lockContract(() => store, past);
});
