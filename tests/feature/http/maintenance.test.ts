import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import MaintenanceService from '../../../src/services/operations/MaintenanceService.js';
import { as, guest } from '../../support/http.js';

const SECRET = process.env.MAINTENANCE_SECRET ?? '';
const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('maintenance mode', () => {
  beforeEach(() => MaintenanceService.down({ message: 'Moving to <b>larger</b> rooms', retryAfter: 90 }));
  afterEach(() => MaintenanceService.up());

  it('answers API clients in JSON', async () => {
    const response = await guest.get('/api/me', { 'X-Request-Id': 'during-maintenance' });

    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('90');
    expect(response.headers['x-request-id']).toBe('during-maintenance');
    expect(response.body).toEqual({
      success: false,
      message: 'Moving to <b>larger</b> rooms',
      code: 503,
      error: 'SERVICE_UNAVAILABLE',
      errors: null,
      requestId: 'during-maintenance',
      retryAfter: 90,
    });
  });

  it('sends CORS and security headers', async () => {
    const response = await guest.get('/api/me', { Origin: 'https://app.example' });

    expect(response.status).toBe(503);
    expect(response.headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' });
    expect(response.headers['content-security-policy']).toContain("base-uri 'none'");
  });

  it('answers the API in JSON even to browsers', async () => {
    const response = await guest.get('/api/users', BROWSER);

    expect(response.type).toBe('application/json');
  });

  it('answers browsers with an escaped page', async () => {
    const response = await guest.get('/', BROWSER);

    expect(response.status).toBe(503);
    expect(response.headers['retry-after']).toBe('90');
    expect(response.type).toBe('text/html');
    expect(response.text).toContain('Down for maintenance');
    expect(response.text).toContain('Moving to &lt;b&gt;larger&lt;/b&gt; rooms');
    expect(response.text).toContain('90 seconds');
  });

  it.each(['get', 'post', 'put', 'patch', 'delete'] as const)(
    'rejects %s on known and unknown routes',
    async (method) => {
      const response = await guest[method]('/api/nowhere');

      expect(response.status).toBe(503);
    },
  );

  it('rejects users and administrators', async () => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).get('/api/users');

    expect(response.status).toBe(503);
  });

  it.each(['/health', '/health/live', '/health/ready'])('leaves %s available', async (path) => {
    const response = await guest.get(path);

    expect(response.status).toBe(200);
  });

  it.each(['/healthy', '/status', '/api/health', '/x/health', '/uploads/a.png'])(
    'rejects %s, which is similar to an exempt path',
    async (path) => {
      const response = await guest.get(path);

      expect(response.status).toBe(503);
    },
  );

  it('serves the stylesheet of its page', async () => {
    const response = await guest.get('/assets/lumina.css');

    expect(response.status).toBe(200);
  });

  it('lets requests with the secret through', async () => {
    const response = await guest.get('/status', { 'X-Bypass-Maintenance': SECRET });

    expect(response.status).toBe(200);
  });

  it.each([
    ['wrong', SECRET.replace(/.$/, 'x')],
    ['shorter', SECRET.slice(0, -1)],
    ['longer', `${SECRET}x`],
    ['empty', ''],
    ['in another case', SECRET.toUpperCase()],
    ['very long', 'x'.repeat(8_000)],
  ])('rejects a secret that is %s', async (_name, given) => {
    const response = await guest.get('/status', { 'X-Bypass-Maintenance': given });

    expect(response.status).toBe(503);
  });

  it('ends immediately', async () => {
    await MaintenanceService.up();

    const response = await guest.get('/status');

    expect(response.status).toBe(200);
  });
});
