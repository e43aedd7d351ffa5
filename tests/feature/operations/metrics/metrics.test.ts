import { beforeEach, describe, expect, it } from '@jest/globals';
import { databaseConfig } from '../../../../src/config/database.js';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import MaintenanceService from '../../../../src/services/operations/MaintenanceService.js';
import { metrics } from '../../../../src/logging/metrics.js';
import { address, as, guest } from '../../../support/http.js';
import { parseMetrics } from '../../../support/figures.js';

const REQUESTS = 'lumina_http_request_duration_seconds_count';

beforeEach(() => metrics.httpRequests.reset());

async function figures() {
  const { text } = await guest.get('/metrics');
  return parseMetrics(text);
}

describe('the request metrics', () => {
  it('do not label unknown URLs, so that a scanner cannot fill the memory', async () => {
    for (const path of ['/wp-login.php', '/api/secrets/1', '/api/secrets/2', '/.env']) await guest.get(path);

    const seen = await figures();

    expect(seen.labels(REQUESTS)).toEqual([{ method: 'GET', route: 'none', status: '404' }]);
    expect(seen.value(REQUESTS, { route: 'none' })).toBe(4);
  });

  it('use the pattern of the route, not its ids', async () => {
    const [admin, other] = [await UserFactory.admin().create(), await UserFactory.create()];
    const client = as(admin);
    await client.get(`/api/users/${admin.id}`);
    await client.get(`/api/v1/users/${other.id}`);

    const seen = await figures();

    expect(seen.value(REQUESTS, { method: 'GET', route: '/api/users/:id', status: '200' })).toBe(2);
  });

  it('do not label unknown methods, for the same reason', async () => {
    for (const method of ['PROPFIND', 'PURGE', 'M-SEARCH']) await fetch(`${address()}/api/me`, { method });
    await guest.put('/api/me');

    const seen = await figures();

    expect(seen.labels(REQUESTS)).toEqual([
      { method: 'other', route: '/api/me', status: '405' },
      { method: 'PUT', route: '/api/me', status: '405' },
    ]);
  });

  it.each([
    ['rejected by its route', '/api/me', '401', '/api/me'],
    ['with an unsupported method', '/api/auth/login', '405', '/api/auth/login'],
    ['with wrong parameters', '/health/nothing', '404', 'none'],
  ])('count a request %s', async (_what, path, status, route) => {
    await guest.get(path);

    const seen = await figures();

    expect(seen.labels(REQUESTS)).toEqual([{ method: 'GET', route, status }]);
  });

  it('measure durations in seconds', async () => {
    await guest.get('/health/live');

    const seen = await figures();

    const sum = seen.value('lumina_http_request_duration_seconds_sum', { route: '/health/live' });
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(5);
    expect(seen.value('lumina_http_request_duration_seconds_bucket', { route: '/health/live', le: '+Inf' })).toBe(1);
  });
});

describe('the metrics', () => {
  it('are in Prometheus text format and not cached', async () => {
    const { status, headers } = await guest.get('/metrics');

    expect(status).toBe(200);
    expect(headers['content-type']).toMatch('text/plain; version=0.0.4');
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_gc_duration_seconds',
    'nodejs_heap_size_used_bytes',
  ])('include the process: %s', async (name) => {
    const seen = await figures();

    expect(seen.names).toContain(name);
  });

  it('count the waiting jobs of every queue', async () => {
    const seen = await figures();

    expect(seen.value('lumina_queue_up', {})).toBe(1);
    expect(seen.labels('lumina_queue_outbox_jobs')).toEqual([]);
    for (const queue of ['default', 'mail', 'audit']) {
      for (const state of ['waiting', 'delayed', 'active', 'failed']) {
        expect(seen.value('lumina_queue_jobs', { queue, state })).toBe(0);
      }
    }
  });

  it('report the use of the connection pool, if there is one', async () => {
    await guest.get('/health/ready');

    const seen = await figures();

    const max = seen.value('lumina_database_pool_max_connections', { pool: 'main' });
    expect(max).toBe(databaseConfig.dialect === 'sqlite' ? undefined : databaseConfig.pool.max);
    expect(seen.names).toContain('lumina_database_pool_waiting');
  });

  it('are available during maintenance', async () => {
    await MaintenanceService.down({});

    const { status } = await guest.get('/metrics');

    await MaintenanceService.up();
    expect(status).toBe(200);
  });
});
