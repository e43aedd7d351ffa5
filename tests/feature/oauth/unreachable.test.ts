import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSilentServer } from '../../support/silentServers.js';

Object.assign(process.env, {
  APP_URL: 'https://api.lumina.test',
  GOOGLE_ISSUER: `http://127.0.0.1:${await startSilentServer()}`,
  GOOGLE_CLIENT_ID: 'lumina',
  GOOGLE_CLIENT_SECRET: 'a-secret',
  GITHUB_URL: 'http://127.0.0.1:1',
  GITHUB_CLIENT_ID: 'lumina',
  GITHUB_CLIENT_SECRET: 'a-secret',
});
const { logger } = await import('../../../src/logging/logger.js');
const { guest } = await import('../../support/http.js');

beforeEach(() => {
  logger.silent = true;
});

afterEach(() => {
  logger.silent = false;
});

describe('an unreachable provider', () => {
  it('times out after seconds', async () => {
    const start = performance.now();

    const response = await guest.get('/api/auth/oauth/google');

    expect(response.status).toBe(503);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('redirects with an error to the server itself if there is no front end', async () => {
    const begin = await guest.get('/api/auth/oauth/github');
    const [cookie = ''] = begin.headers['set-cookie'] ?? [];
    const state = new URL(begin.headers.location ?? '').searchParams.get('state') ?? '';
    const [pair = ''] = cookie.split(';');

    const response = await guest.get(`/api/auth/oauth/github/callback?code=a&state=${state}`, { Cookie: pair });

    expect(response.headers.location).toMatch(/^https:\/\/api\.lumina\.test\/\?error=SERVICE_UNAVAILABLE&/);
  });

  it('gets a __Host- cookie if the server uses https', async () => {
    const { headers } = await guest.get('/api/auth/oauth/github');

    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-oauth-.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  });
});
