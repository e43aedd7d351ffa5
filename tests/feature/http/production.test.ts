import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

// Set after the configuration was read: a process that starts in production would read .env.
const { env } = await import('../../../src/config/env.js');
Object.assign(env, { NODE_ENV: 'production', DB_DATABASE: env.DB_DATABASE_TEST });
const { logger } = await import('../../../src/logging/logger.js');
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { default: SessionService } = await import('../../../src/services/auth/SessionService.js');
const { as, guest } = await import('../../support/http.js');

describe('in production', () => {
  beforeAll(() => void (logger.silent = true));
  afterEach(() => void jest.restoreAllMocks());

  it('HSTS is enforced', async () => {
    const { headers } = await guest.get('/');

    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('no other origin may call the API unless configured', async () => {
    const { headers } = await guest.get('/status', { Origin: 'https://app.example.com' });

    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('the environment is reported', async () => {
    const response = await guest.get('/status');

    expect(response.body).toEqual({ status: 'UP', environment: 'production' });
  });

  it.each(['application/json', 'application/problem+json', 'text/html'])(
    'an unexpected error reveals no details as %s',
    async (accept) => {
      const admin = await UserFactory.admin().create();
      const client = as(admin);
      await client.get('/api/me');
      jest
        .spyOn(SessionService, 'authenticate')
        .mockRejectedValueOnce(new Error('secret detail in /srv/app/src/models/users/User.ts'));

      const response = await client.get('/api/me', { Accept: accept });

      expect(response.status).toBe(500);
      expect(response.text).not.toMatch(/secret detail|stack|\.ts/);
      expect(response.text).toContain('Internal server error');
    },
  );
});
