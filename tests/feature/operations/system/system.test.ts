import { describe, expect, it } from '@jest/globals';
import { appConfig } from '../../../../src/config/app.js';
import { databaseConfig } from '../../../../src/config/database.js';
import { guest } from '../../../support/http.js';

describe('the system', () => {
  it('reports its status and environment', async () => {
    const response = await guest.get('/status');

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: 'UP', environment: 'test' });
  });

  it('reports its health and uptime', async () => {
    const response = await guest.get('/health');

    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: 'ok',
      service: 'lumina',
      timestamp: expect.any(String),
      uptime: expect.any(Number),
    });
    expect(Math.abs(Date.parse(response.body.timestamp) - Date.now())).toBeLessThan(60_000);
  });

  it('passes the liveness probe without further checks', async () => {
    const response = await guest.get('/health/live');

    expect(response.body).toEqual({ status: 'ok' });
  });

  it('reports readiness for each component', async () => {
    const response = await guest.get('/health/ready');

    expect(response.status).toBe(200);
    const latency = expect.any(Number);
    expect(response.body).toEqual({
      status: 'ok',
      checks: {
        database: { state: 'up', driver: databaseConfig.dialect, required: true, latency },
        disk: { state: 'up', driver: 'local', required: true, latency },
        cache: { state: 'up', driver: 'memory', required: false, latency },
        queue: { state: 'up', driver: 'sync', required: true, latency },
      },
    });
  });

  it('answers many concurrent probes', async () => {
    const responses = await Promise.all(Array.from({ length: 50 }, () => guest.get('/health/ready')));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('has no such check: /health/nothing', async () => {
    const response = await guest.get('/health/nothing');

    expect(response.status).toBe(404);
  });
});

describe('the welcome page', () => {
  it('shows the running version', async () => {
    const { status, type, text } = await guest.get('/');

    expect(status).toBe(200);
    expect(type).toBe('text/html');
    for (const fact of [appConfig.title, appConfig.version, process.version, databaseConfig.dialect]) {
      expect(text).toContain(fact);
    }
  });

  it('contains no secrets', async () => {
    const { text } = await guest.get('/');

    for (const secret of [process.env.JWT_SECRET, process.env.JWT_REFRESH_SECRET, process.env.MAINTENANCE_SECRET]) {
      expect(text).not.toContain(secret);
    }
  });
});
