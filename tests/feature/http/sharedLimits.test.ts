import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Options, Store } from 'express-rate-limit';
import { until } from '../../support/processes.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';

const WINDOW = 60_000;

await describeOn('redis', 'counters that instances share', () => {
  let server: RedisServer;
  /** Each stands for a process. */
  let newStore: (windowMs?: number) => Store;
  let close: () => Promise<void>;
  let keys = 0;

  beforeAll(async () => {
    server = await RedisServer.start();
    process.env.REDIS_URL = server.url;
    const { RedisCounterStore } = await import('../../../src/middlewares/rateLimit/RedisCounterStore.js');
    const { closeDrivers } = await import('../../../src/drivers/lifecycle.js');
    close = closeDrivers;
    newStore = (windowMs = WINDOW) => {
      const store = new RedisCounterStore('test');
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
    await until(answers, 'Redis to be asked again');
  }

  /** Hits that Redis knows of. */
  async function told(key: string): Promise<number> {
    const { withRedis } = await import('../../../src/drivers/redis/withRedis.js');
    const { redisKey } = await import('../../../src/drivers/redis/index.js');
    return Number(await withRedis((redis) => redis.get(redisKey('limit', 'test', key))));
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

  it('count every hit of a burst exactly once, wherever it comes in', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];

    const counted = await Promise.all([hits(here, key, 100), hits(there, key, 100)]);

    expect(ascending(counted.flat())).toEqual(upTo(200));
  });

  it('begin anew when the time is over, for all at the same moment', async () => {
    const [key, here, there] = [newKey(), newStore(300), newStore(300)];
    const first = await here.increment(key);
    const second = await there.increment(key);
    await sleep(350);

    expect(await hits(there, key, 1)).toEqual([1]);
    expect(Number(second.resetTime) - Number(first.resetTime)).toBeLessThan(50);
    expect(await hits(here, key, 1)).toEqual([2]);
  });

  it('count on from what was known while Redis is killed, exactly and at once', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(there, key, 2);
    await hits(here, key, 1);
    await server.kill();
    const begin = performance.now();

    const counted = await hits(here, key, 50);

    expect(ascending(counted)).toEqual(upTo(53).slice(3));
    expect(performance.now() - begin).toBeLessThan(100);
  });

  it('count exactly while Redis is frozen, after one wait', async () => {
    const [key, here] = [newKey(), newStore()];
    await hits(here, key, 3);
    server.freeze();
    const first = await hits(here, key, 10);
    const begin = performance.now();

    const second = await hits(here, key, 10);

    expect(ascending([...first, ...second])).toEqual(upTo(23).slice(3));
    expect(performance.now() - begin).toBeLessThan(100);
  });

  it('are told of what they missed, even if Redis has forgotten everything', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 4);
    await server.kill();
    await hits(here, key, 3);
    await start();

    const counted = await hits(here, key, 20);

    expect(ascending(counted)).toEqual(upTo(27).slice(7));
    expect(await hits(there, key, 1)).toEqual([28]);
  });

  it('tell of what they missed before the client comes back', async () => {
    const [key, here, there, elsewhere] = [newKey(), newStore(), newStore(), newStore()];
    await server.kill();
    await hits(here, key, 3);
    await hits(there, key, 2);
    await start();
    await until(async () => (await told(key)) >= 5, 'both to tell');

    expect(await hits(elsewhere, key, 1)).toEqual([6]);
    expect(await hits(here, key, 1)).toEqual([7]);
  });

  it('forgive a hit, whether or not Redis was told of it', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 3);
    await here.decrement(key);
    await server.kill();
    await hits(here, key, 2);
    await here.decrement(key);
    await start();
    await until(async () => (await told(key)) >= 3, 'Redis to be told');

    expect(await hits(there, key, 1)).toEqual([4]);
  });

  it('are not forgotten with a Redis that was started anew before anybody came', async () => {
    const [key, here] = [newKey(), newStore()];
    await hits(here, key, 4);
    await server.kill();
    await start();

    expect(await hits(here, key, 1)).toEqual([5]);
  });

  it('forget who is to be forgotten', async () => {
    const [key, here, there] = [newKey(), newStore(), newStore()];
    await hits(here, key, 4);

    await here.resetKey(key);

    expect(await hits(there, key, 1)).toEqual([1]);
  });
});
