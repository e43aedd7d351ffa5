import { describe, expect, it } from '@jest/globals';

// Set after the configuration was read: a process that starts in production would read .env.
const { env } = await import('../../../../src/config/env.js');
Object.assign(env, { NODE_ENV: 'production', DB_DATABASE: env.DB_DATABASE_TEST });
const { guest } = await import('../../../support/http.js');

describe('metrics in production', () => {
  it('are not found without a configured token', async () => {
    const { status, body } = await guest.get('/metrics');

    expect(status).toBe(404);
    expect(body).toMatchObject({ error: 'NOT_FOUND', message: 'Route not found' });
  });
});
