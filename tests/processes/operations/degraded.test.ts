import { expect, it } from '@jest/globals';
import { parseMetrics } from '../../support/figures.js';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';

/** Milliseconds: the time limit of a probe, and a margin for a busy machine. */
const TIMEOUT = 6_000;

const project = new Project();

interface Readiness {
  status: string;
}

async function readiness(url: string): Promise<Readiness> {
  const response = await fetch(`${url}/health/ready`);
  return (await response.json()) as Readiness;
}

async function waitForStatus(status: string, url: string): Promise<void> {
  await until(async () => (await readiness(url)).status === status, `the server to be ${status}`);
}

async function timeRequest(url: string) {
  const start = performance.now();
  const response = await fetch(url);
  const text = await response.text();
  return { status: response.status, text, duration: performance.now() - start };
}

/** Dispatches jobs: the welcome mail and an entry of the audit log. */
async function register(url: string): Promise<void> {
  const account = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', password: 'a good password' };
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(account) });
}

async function serve() {
  const redis = await RedisServer.start();
  const drivers = { REDIS_URL: redis.url, CACHE_STORE: 'redis', QUEUE_CONNECTION: 'redis' };
  const { url } = await project.serve({ ...newDatabase(), ...drivers, NODE_ENV: 'test' });
  await waitForStatus('ok', url);
  return { redis, url };
}

await describeOn('redis', 'a server that lost Redis', () => {
  it.each(['stop', 'freeze'] as const)('is degraded but ready, and recovers: %s', async (end) => {
    const { redis, url } = await serve();
    await redis[end]();
    await waitForStatus('degraded', url);

    const { status, text, duration } = await timeRequest(`${url}/health/ready`);

    expect(status).toBe(200);
    expect(duration).toBeLessThan(TIMEOUT);
    expect(JSON.parse(text)).toMatchObject({
      checks: {
        database: { state: 'up', required: true },
        disk: { state: 'up', driver: 'local', required: true },
        cache: { state: 'down', driver: 'redis', required: false },
        queue: { state: 'down', driver: 'redis', required: false },
        redis: { state: 'down', driver: 'redis', required: false },
      },
    });
    redis.thaw();
    if (end === 'stop') await redis.start();
    await waitForStatus('ok', url);
  });

  it.each(['stop', 'freeze'] as const)('still returns its metrics in time: %s', async (end) => {
    const { redis, url } = await serve();
    await redis[end]();
    await register(url);
    const isQueueUp = async () => parseMetrics((await timeRequest(`${url}/metrics`)).text).value('lumina_queue_up', {});
    await until(async () => (await isQueueUp()) === 0, 'the metrics to tell that the queue is away');

    const { status, text, duration } = await timeRequest(`${url}/metrics`);

    expect(status).toBe(200);
    expect(duration).toBeLessThan(TIMEOUT);
    expect(parseMetrics(text).labels('lumina_queue_jobs')).toEqual([]);
    expect(parseMetrics(text).value('lumina_queue_outbox_jobs', {})).toBeGreaterThan(0);
  });
});
