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

describe('a provider that is away', () => {
  it('is given up after seconds', async () => {
    const start = performance.now();

    const response = await guest.get('/api/auth/oauth/google');

    expect(response.status).toBe(503);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('is an error that the front end is told, which is the server itself if there is no other', async () => {
    const begin = await guest.get('/api/auth/oauth/github');
    const [cookie = ''] = begin.headers['set-cookie'] ?? [];
    const state = new URL(begin.headers.location ?? '').searchParams.get('state') ?? '';
    const [pair = ''] = cookie.split(';');

    const response = await guest.get(`/api/auth/oauth/github/callback?code=a&state=${state}`, { Cookie: pair });

    expect(response.headers.location).toMatch(/^https:\/\/api\.lumina\.test\/\?error=SERVICE_UNAVAILABLE&/);
  });

  it('is asked for from https with a cookie that no neighbour can set', async () => {
    const { headers } = await guest.get('/api/auth/oauth/github');

    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-oauth-.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
  });
});
