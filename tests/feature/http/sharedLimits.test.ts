import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Options, Store } from 'express-rate-limit';
import { until } from '../../support/processes.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';

const WINDOW = 60_000;

await describeOn('redis', 'rate limits shared by instances', () => {
  let server: RedisServer;
  /** Each store stands for a process. */
  let newStore: (windowMs?: number) => Store;
  let close: () => Promise<void>;
  let keys = 0;

  beforeAll(async () => {
    server = await RedisServer.start();
    process.env.REDIS_URL = server.url;
    const { FallbackStore } = await import('../../../src/middlewares/rateLimit/FallbackStore.js');
    const { RedisCounterStore } = await import('../../../src/middlewares/rateLimit/RedisCounterStore.js');
    const { closeDrivers } = await import('../../../src/drivers/lifecycle.js');
    close = closeDrivers;
    newStore = (windowMs = WINDOW) => {
      const store = new FallbackStore(new RedisCounterStore('test'));
      store.init({ windowMs } as Options);
      return store;
    };
  });

  afterEach(async () => {
    server.thaw();
    await start();
  });

  afterAll(() => close());

  async function start(): Promise<void> {
    if (!(await server.isRunning())) await server.start();
    const { withRedis } = await import('../../../src/drivers/redis/withRedis.js');
    const answers = () =>
      withRedis((redis) => redis.ping()).then(
        () => true,
        () => false,
      );
    await until(answers, 'Redis to respond again');
  }

  function newKey(): string {
    keys += 1;
    return `key ${keys}`;
  }

  async function hits(store: Store, key: string, count: number): Promise<number[]> {
    const counted = await Promise.all(Array.from({ length: count }, async () => store.increment(key)));
    return counted.map(({ totalHits }) => totalHits);
  }

  function upTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index + 1);
  }

  function ascending(numbers: number[]): number[] {
    return [...numbers].sort((a, b) => a - b);
  }

  it('count every concurrent hit exactly once across instances', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];

    const counted = await Promise.all([hits(here, key, 100), hits(there, key, 100)]);

    expect(ascending(counted.flat())).toEqual(upTo(200));
  });

  it('reset on all instances at the same moment', async () => {
    const [key, here, there] = [newKey(), newStore(300), newStore(300)];
    const first = await here.increment(key);
    const second = await there.increment(key);
    await sleep(350);

    expect(await hits(there, key, 1)).toEqual([1]);
    expect(Number(second.resetTime) - Number(first.resetTime)).toBeLessThan(50);
    expect(await hits(here, key, 1)).toEqual([2]);
  });

  it('count exactly per instance, without delay, while Redis is down', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 5);
    await server.kill();
    const begin = performance.now();

    const counted = await Promise.all([hits(here, key, 50), hits(there, key, 50)]);

    expect(counted.map(ascending)).toEqual([upTo(50), upTo(50)]);
    expect(performance.now() - begin).toBeLessThan(100);
  });

  it('report the reset time of this instance while Redis is down', async () => {
    await server.kill();

    const { resetTime } = await newStore().increment(newKey());

    const left = Number(resetTime) - Date.now();
    expect([left > WINDOW - 5_000, left <= WINDOW]).toEqual([true, true]);
  });

  it('count exactly while Redis is frozen, after one timeout', async () => {
    const [key, here] = [newKey(), newStore()];
    server.freeze();
    const first = await hits(here, key, 10);
    const begin = performance.now();

    const second = await hits(here, key, 10);

    expect(ascending([...first, ...second])).toEqual(upTo(20));
    expect(performance.now() - begin).toBeLessThan(100);
  });

  it('are shared again when Redis is back, and start from zero if Redis lost them', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 4);
    await server.kill();
    await hits(here, key, 3);
    await start();

    expect(await hits(here, key, 1)).toEqual([1]);
    expect(await hits(there, key, 1)).toEqual([2]);
  });

  it('decrement a hit, with Redis and without', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 3);
    await there.decrement(key);
    const shared = await hits(here, key, 1);
    await server.kill();
    await hits(here, key, 2);
    await here.decrement(key);

    expect([shared, await hits(here, key, 1)]).toEqual([[3], [2]]);
  });

  it('do not decrement a hit that Redis never counted', async () => {
    const [key, here] = [newKey(), newStore()];

    await here.decrement(key);

    expect(await hits(here, key, 2).then(ascending)).toEqual([1, 2]);
  });

  it('always expire, even after a decrement or a lost command', async () => {
    const [key, here] = [newKey(), newStore(300)];
    const { withRedis } = await import('../../../src/drivers/redis/withRedis.js');
    const { redisKey } = await import('../../../src/drivers/redis/index.js');
    await withRedis((redis) => redis.set(redisKey('limit', 'test', key), 7));
    await hits(here, key, 1);
    await sleep(350);

    expect(await hits(here, key, 1)).toEqual([1]);
  });

  it('are removed when a key is reset', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 4);

    await here.resetKey(key);

    expect(await hits(there, key, 1)).toEqual([1]);
  });
});
