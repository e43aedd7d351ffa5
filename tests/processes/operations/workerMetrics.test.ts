import { expect, it } from '@jest/globals';
import { parseMetrics } from '../../support/figures.js';
import { newDatabase, Project } from '../../support/project.js';
import { describeOn } from '../../support/servers.js';

const project = new Project();
const LIVE = { route: '/health/live', status: '200' };

async function scrape(url: string) {
  const response = await fetch(`${url}/metrics`, { headers: { Connection: 'close' } });
  return parseMetrics(await response.text());
}

await describeOn('postgres', 'the metrics of two workers', () => {
  it('are aggregated by each worker', async () => {
    const { url } = await project.serve({ ...newDatabase('postgres'), NODE_ENV: 'test', WEB_CONCURRENCY: '2' });
    const ask = () => fetch(`${url}/health/live`, { headers: { Connection: 'close' } });
    await Promise.all(Array.from({ length: 30 }, ask));

    const [first, second] = [await scrape(url), await scrape(url)];

    expect(first.value('lumina_http_request_duration_seconds_count', LIVE)).toBe(30);
    expect(second.value('lumina_http_request_duration_seconds_count', LIVE)).toBe(30);
  });

  it('start failure counters at zero, so that an alert detects the first failure', async () => {
    const { url } = await project.serve({ ...newDatabase('postgres'), QUEUE_WORK_IN_SERVER: 'true' });

    const seen = await scrape(url);

    const failed = { queue: 'mail', name: 'mail.welcome', outcome: 'failed' };
    expect(seen.value('lumina_jobs_total', failed)).toBe(0);
  });

  it('include the queue once, and the pools of both', async () => {
    const { url } = await project.serve({ ...newDatabase('postgres'), WEB_CONCURRENCY: '2', DB_POOL_MAX: '7' });

    const seen = await scrape(url);

    expect(seen.value('lumina_queue_up', {})).toBe(1);
    expect(seen.value('lumina_queue_jobs', { queue: 'default', state: 'waiting' })).toBe(0);
    expect(seen.value('lumina_database_pool_max_connections', { pool: 'main' })).toBe(14);
  });

  it('include the start time of the newest process, so that an alert detects restarts', async () => {
    const begin = Date.now() / 1_000;
    const { url } = await project.serve({ ...newDatabase('postgres'), WEB_CONCURRENCY: '2' });

    const seen = await scrape(url);

    expect(seen.value('process_start_time_seconds', {})).toBeGreaterThanOrEqual(Math.floor(begin));
  });
});
