import { describe, expect, it } from '@jest/globals';

// Changed after it was read: a process that starts in production would read .env, which is not the tests' business.
const { env } = await import('../../../../src/config/env.js');
Object.assign(env, { NODE_ENV: 'production', DB_DATABASE: env.DB_DATABASE_TEST });
const { guest } = await import('../../../support/http.js');

describe('metrics in production', () => {
  it('do not exist without a token', async () => {
    const { status, body } = await guest.get('/metrics');

    expect(status).toBe(404);
    expect(body).toMatchObject({ error: 'NOT_FOUND', message: 'Route not found' });
  });
});
