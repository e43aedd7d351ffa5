import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { until } from '../../support/processes.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';
import { isRunning } from '../../support/services.js';

const redis = (await isRunning('redis', {})) ? await RedisServer.start() : undefined;
if (redis) process.env.REDIS_URL = redis.url;
const { appConfig } = await import('../../../src/config/app.js');
const { connectRedis, redisKey } = await import('../../../src/drivers/redis/index.js');
const { default: MaintenanceService } = await import('../../../src/services/operations/MaintenanceService.js');
const { guest } = await import('../../support/http.js');

const { lockFile } = appConfig.maintenance;

await describeOn('redis', 'maintenance mode shared by machines', () => {
  if (!redis) throw new Error('There is a Redis, but none could be started');
  /** The connection of another machine. */
  const elsewhere = connectRedis({ enableOfflineQueue: true, maxRetriesPerRequest: null });
  const key = redisKey('maintenance');

  beforeAll(() => MaintenanceService.start());

  afterEach(async () => {
    redis.thaw();
    if (!(await redis.isRunning())) await redis.start();
    await until(async () => (await MaintenanceService.up()) === 'all machines', 'Redis to be told');
  });

  afterAll(() => elsewhere.disconnect());

  async function waitForStatus(status: number): Promise<number> {
    const start = performance.now();
    await until(async () => (await guest.get('/status')).status === status, `an answer with ${status}`);
    return performance.now() - start;
  }

  it('starts locally while Redis is unavailable, and ends for other machines only once they can be told', async () => {
    await redis.kill();

    const down = await MaintenanceService.down({ message: 'Alone' });
    const alone = await guest.get('/status');
    const isLocked = existsSync(lockFile);
    const up = await MaintenanceService.up();

    expect([down, alone.status, isLocked, up]).toEqual(['this machine', 503, true, 'this machine']);
    expect((await guest.get('/status')).status).toBe(200);
  });

  it('shares the message of another machine and is detected immediately', async () => {
    const state = JSON.stringify({ message: 'Moving house', retryAfter: 7 });
    await elsewhere.multi().set(key, state).publish(key, '').exec();

    const duration = await waitForStatus(503);
    const response = await guest.get('/api/me');

    expect(response.body).toMatchObject({ message: 'Moving house', retryAfter: 7 });
    expect(duration).toBeLessThan(1_000);
  });

  it('is detected within seconds even if the notification was lost', async () => {
    await elsewhere.set(key, '{}');

    expect(await waitForStatus(503)).toBeLessThan(4_000);
  });

  it('is enabled even if the shared value is invalid', async () => {
    await elsewhere.multi().set(key, '{ not json').publish(key, '').exec();

    await waitForStatus(503);

    expect((await guest.get('/status')).headers['retry-after']).toBe('60');
  });

  it('is detected after Redis was unavailable', async () => {
    await redis.kill();
    await redis.start();
    await elsewhere.set(key, '{}');

    expect(await waitForStatus(503)).toBeLessThan(4_000);
  });

  it('keeps its state while Redis is unavailable, without delaying requests', async () => {
    await MaintenanceService.down({});
    redis.freeze();
    const start = performance.now();

    const closed = await Promise.all(Array.from({ length: 20 }, () => guest.get('/status')));

    expect(new Set(closed.map(({ status }) => status))).toEqual(new Set([503]));
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('is restored to a Redis that lost it', async () => {
    await MaintenanceService.down({ message: 'Still closed' });
    await redis.kill();

    await redis.start();

    await until(async () => (await elsewhere.get(key)) !== null, 'the state to be in Redis again');
    expect(await elsewhere.get(key)).toContain('Still closed');
    expect((await guest.get('/status')).status).toBe(503);
  });
});
