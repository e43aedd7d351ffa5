import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { developer, github, google, offerProviders, person } from '../../support/oauth.js';

await offerProviders();
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { logger } = await import('../../../src/logging/logger.js');
const { Browser } = await import('../../support/browser.js');
const { as, guest } = await import('../../support/http.js');
const { callbackUrl, followCallback, logIn } = await import('../../support/oauthLogin.js');

beforeEach(() => {
  google.person = person();
  github.developer = developer();
  logger.silent = true;
});

afterEach(() => {
  google.failure = undefined;
  github.failure = undefined;
  logger.silent = false;
});

describe('an unknown provider', () => {
  it.each(['facebook', 'Google', 'constructor', '__proto__', 'toString', 'google%2F..', 'x'.repeat(500)])(
    'such as %s is not found',
    async (provider) => {
      const user = as(await UserFactory.create());
      const path = `/api/auth/oauth/${provider}`;

      const responses = [
        await guest.get(path),
        await guest.get(`${path}/callback?state=a&code=b`),
        await user.post(`${path}/link`),
        await user.delete(path),
      ];

      expect(responses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    },
  );
});

describe('a failing provider', () => {
  it('does not prevent another attempt', async () => {
    google.failure = 503;
    const during = await guest.get('/api/auth/oauth/google');
    google.failure = undefined;

    const { code } = await logIn('google');

    expect(during.status).toBe(503);
    expect(during.headers['retry-after']).toBe('10');
    expect(during.headers).not.toHaveProperty('set-cookie');
    expect(code).toBeDefined();
  });

  it('redirects to the front end with an error if it fails after the callback', async () => {
    const browser = new Browser();
    const callback = await callbackUrl('google', browser);
    google.failure = 500;

    expect((await followCallback(callback, browser)).error).toBe('SERVICE_UNAVAILABLE');
  });

  it.each([
    [500, 'SERVICE_UNAVAILABLE'],
    [403, 'PROVIDER_LOGIN_FAILED'],
  ])('whose API responds with %d leads to %s', async (status, code) => {
    github.failure = status;

    expect((await logIn('github')).error).toBe(code);
  });
});

describe('a callback with an error from the provider', () => {
  it.each([
    ['access_denied', 'ACCESS_DENIED'],
    ['temporarily_unavailable', 'SERVICE_UNAVAILABLE'],
    ['invalid_scope', 'PROVIDER_LOGIN_FAILED'],
    ['<script>alert(1)</script>', 'PROVIDER_LOGIN_FAILED'],
  ])('maps %s to %s', async (error, told) => {
    const browser = new Browser();
    const callback = await callbackUrl('github', browser);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', error);

    const parameters = await followCallback(callback, browser);

    expect(parameters.error).toBe(told);
    expect(parameters.error_description).not.toContain('script');
  });
});
