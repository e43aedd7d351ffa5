import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

// Set after the configuration was read: a process that starts in development would create .env.
const { env } = await import('../../../src/config/env.js');
Object.assign(env, { NODE_ENV: 'development', LOG_LEVEL: 'error', DB_DATABASE: env.DB_DATABASE_TEST });
const { logger } = await import('../../../src/logging/logger.js');
const { User } = await import('../../../src/models/users/User.js');
const { guest } = await import('../../support/http.js');

const CREDENTIALS = { email: 'ada@example.com', password: 'lumina123' };

describe('in development', () => {
  beforeAll(() => void (logger.silent = true));
  afterEach(() => void jest.restoreAllMocks());

  it.each(['application/json', 'application/problem+json'])(
    'an unexpected error shows its stack as %s',
    async (accept) => {
      jest.spyOn(User, 'findOne').mockRejectedValueOnce(new Error('what really happened'));

      const response = await guest.post('/api/login', CREDENTIALS, { Accept: accept });

      expect(response.status).toBe(500);
      expect(response.body.stack).toContain('what really happened');
      expect(response.body.stack).toContain('development.test.ts');
      expect(response.text).toContain('Internal server error');
    },
  );

  it('a thrown value that is not an error has no stack and causes no crash', async () => {
    jest.spyOn(User, 'findOne').mockRejectedValueOnce('just text');

    const response = await guest.post('/api/login', CREDENTIALS);

    expect(response.status).toBe(500);
    expect(response.body).not.toHaveProperty('stack');
  });

  it.each([
    ['an expected error', '/api/me', 401],
    ['an unknown URL', '/api/nowhere', 404],
  ])('%s shows no stack', async (_name, path, status) => {
    const response = await guest.get(path);

    expect(response.status).toBe(status);
    expect(response.body).not.toHaveProperty('stack');
  });
});
