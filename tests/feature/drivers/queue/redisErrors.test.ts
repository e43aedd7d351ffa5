import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { withRedis as Ask } from '../../../../src/drivers/redis/withRedis.js';
import type { QueueDriver } from '../../../../src/drivers/queue/QueueDriver.js';
import { RedisServer } from '../../../support/redisServer.js';
import { describeOn } from '../../../support/servers.js';
import { newJob } from './Bench.js';

await describeOn('redis', 'a reachable Redis', () => {
  let ask: typeof Ask;
  let queue: QueueDriver;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    const { url } = await RedisServer.start();
    Object.assign(process.env, { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis', REDIS_URL: url });
    ({ withRedis: ask } = await import('../../../../src/drivers/redis/withRedis.js'));
    ({ queue } = await import('../../../../src/drivers/queue/index.js'));
    const { OutboxRow } = await import('../../../../src/drivers/queue/redis/OutboxRow.js');
    await OutboxRow.destroy({ where: {} });
    const { closeDrivers } = await import('../../../../src/drivers/lifecycle.js');
    close = () => closeDrivers().then(() => OutboxRow.sequelize?.close());
  });

  afterAll(() => close());

  async function limitMemory(bytes: number): Promise<void> {
    await ask((redis) => redis.config('SET', 'maxmemory', bytes));
  }

  it('is not considered down after an invalid command', async () => {
    await ask((redis) => redis.set('text', 'a'));

    const asking = ask((redis) => redis.incr('text'));

    await expect(asking).rejects.toMatchObject({ name: 'ReplyError' });
  });

  it('is considered down when it is full: jobs wait in the outbox until it has room', async () => {
    await limitMemory(1);
    const asking = ask((redis) => redis.set('text', 'b'));
    await expect(asking).rejects.toMatchObject({ name: 'RedisUnavailable' });

    await queue.push([newJob()]);
    const kept = await queue.countBacklog();
    await limitMemory(0);
    await queue.push([newJob()]);

    expect(kept).toBe(1);
    expect((await queue.countJobs()).default.waiting).toBe(1);
  });
});
