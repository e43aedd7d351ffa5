import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import type { TaggedCache } from '../../../../src/drivers/cache/TaggedCache.js';

/** Work that stays pending until the test settles it. */
export function underWay<T>() {
  let finish: (value: T) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<T>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const run = () => {
    begin();
    return work;
  };
  return { run, begun, finish, fail };
}

let keys = 0;

function newKey(): string {
  keys += 1;
  return `key ${keys}`;
}

/** The behaviour of every cache store. */
export function cacheContract(cache: TaggedCache): void {
  it('recomputes after a failure, which is not stored', async () => {
    const key = newKey();
    const failing = cache.remember(key, 60, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');

    expect(await cache.get(key)).toBeUndefined();
    expect(await cache.remember(key, 60, () => Promise.resolve('luck'))).toBe('luck');
  });

  it('does not store a value that was computed before a deletion', async () => {
    const key = newKey();
    const { run, begun, finish } = underWay<string>();
    const early = cache.remember(key, 60, run);
    await begun;

    await cache.delete(key);
    finish('old');

    expect(await early).toBe('old');
    expect(await cache.get(key)).toBeUndefined();
  });

  it('does not store a value that was computed before one of its tags was flushed', async () => {
    const key = newKey();
    const { run, begun, finish } = underWay<string>();
    const early = cache.remember(key, 60, run, { tags: ['one', `of ${key}`] });
    await begun;

    await cache.flush(`of ${key}`);
    finish('old');

    expect(await early).toBe('old');
    expect(await cache.get(key)).toBeUndefined();
  });

  it('does not share a computation that started before a deletion', async () => {
    const key = newKey();
    const { run, begun, finish } = underWay<string>();
    const early = cache.remember(key, 60, run);
    await begun;
    await cache.delete(key);

    const late = cache.remember(key, 60, () => Promise.resolve('new'));

    expect(await late).toBe('new');
    finish('old');
    await early;
    expect(await cache.get(key)).toBe('new');
  });

  it('computes once for concurrent callers, and gives each its own value', async () => {
    const key = newKey();
    const compute = jest.fn(async () => {
      await sleep(30);
      return { list: [1] };
    });

    const values = await Promise.all(Array.from({ length: 50 }, () => cache.remember(key, 60, compute)));
    values[0]?.list.push(2);

    expect(compute).toHaveBeenCalledTimes(1);
    expect(values[1]).toEqual({ list: [1] });
    expect(await cache.get(key)).toEqual({ list: [1] });
  });

  it('rejects all concurrent callers together, then retries', async () => {
    const key = newKey();
    const compute = jest.fn(async () => {
      await sleep(30);
      throw new Error('no luck');
    });

    const results = await Promise.allSettled(Array.from({ length: 20 }, () => cache.remember(key, 60, compute)));

    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  it('stores the computed value', async () => {
    const key = newKey();
    const compute = jest.fn(() => Promise.resolve({ name: 'Ada', nothing: null, none: [] }));

    const [first, second] = [await cache.remember(key, 60, compute), await cache.remember(key, 60, compute)];

    expect(compute).toHaveBeenCalledTimes(1);
    expect(second).toEqual(first);
    expect(first).toEqual({ name: 'Ada', nothing: null, none: [] });
  });

  it('returns the JSON form of a value, the first time too', async () => {
    const key = newKey();
    const day = new Date('2026-01-31T09:30:00Z');

    const values = [await cache.remember(key, 60, () => Promise.resolve({ day })), await cache.get(key)];

    expect(values).toEqual([{ day: '2026-01-31T09:30:00.000Z' }, { day: '2026-01-31T09:30:00.000Z' }]);
  });

  it.each([null, false, 0, ''])('stores %j as a value', async (value) => {
    const key = newKey();
    await cache.remember(key, 60, () => Promise.resolve(value));

    const again = await cache.remember<unknown>(key, 60, () => Promise.resolve('computed again'));

    expect(again).toBe(value);
  });

  it('does not store undefined', async () => {
    const key = newKey();
    const compute = jest.fn((): Promise<unknown> => Promise.resolve(undefined));

    await cache.remember(key, 60, compute);
    await cache.set(key, undefined, 60);

    expect(await cache.remember(key, 60, compute)).toBeUndefined();
    expect(compute).toHaveBeenCalledTimes(2);
  });

  it('expires a value', async () => {
    const [short, long] = [newKey(), newKey()];
    await cache.set(short, 'short', 0.2);
    await cache.set(long, 'long', 60);
    const before = await cache.get(short);

    await sleep(250);

    expect([before, await cache.get(short), await cache.get(long)]).toEqual(['short', undefined, 'long']);
  });

  it('deletes only the given key, whatever its name', async () => {
    const key = newKey();
    const others = [`${key}:x`, `${key}*`, `x ${key}`, key.toUpperCase()];
    for (const name of [key, ...others]) await cache.set(name, name, 60);

    await cache.delete(key);
    await cache.delete('never kept');

    expect(await cache.get(key)).toBeUndefined();
    expect(await Promise.all(others.map((name) => cache.get(name)))).toEqual(others);
  });

  it('flushes only values with one of the tags', async () => {
    const [a, b, both, neither] = [newKey(), newKey(), newKey(), newKey()];
    await cache.set(a, 1, 60, { tags: ['a'] });
    await cache.set(b, 1, 60, { tags: ['b'] });
    await cache.remember(both, 60, () => Promise.resolve(1), { tags: ['a', 'b'] });
    await cache.set(neither, 1, 60, { tags: ['c'] });

    await cache.flush('a', 'unknown');

    const kept = await Promise.all([a, b, both, neither].map((key) => cache.get(key)));
    expect(kept).toEqual([undefined, 1, undefined, 1]);
  });

  it('flushes a value that was stored again under the same key', async () => {
    const key = newKey();
    await cache.set(key, 1, 60, { tags: ['again'] });
    await cache.flush('again');
    await cache.remember(key, 60, () => Promise.resolve(2), { tags: ['again'] });
    const before = await cache.get(key);

    await cache.flush('again');

    expect([before, await cache.get(key)]).toEqual([2, undefined]);
  });

  it('keeps the later of two values', async () => {
    const key = newKey();
    await cache.set(key, 'first', 60);
    await cache.set(key, 'second', 60);

    expect(await cache.get(key)).toBe('second');
  });
}
