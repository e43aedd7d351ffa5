import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { developer, github, google, offerProviders, person } from '../../support/oauth.js';

await offerProviders({ OAUTH_REDIRECT_URLS: 'http://front.test/app/login' });
const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { OneTimeToken } = await import('../../../src/models/auth/OneTimeToken.js');
const { User } = await import('../../../src/models/users/User.js');
const { clock } = await import('../../../src/utils/clock.js');
const { encrypt } = await import('../../../src/security/encryption.js');
const { Browser } = await import('../../support/browser.js');
const { as, guest } = await import('../../support/http.js');
const { auditedValues, callbackUrl, exchange, followCallback, logIn } = await import('../../support/oauthLogin.js');

/** Starts a login and returns its callback URL with the browser. */
async function beginLogin(provider: string) {
  const browser = new Browser();
  return { browser, callback: await callbackUrl(provider, browser) };
}

function withChanges(url: URL, parameters: Record<string, string>): URL {
  const copy = new URL(url);
  for (const [name, value] of Object.entries(parameters)) copy.searchParams.set(name, value);
  return copy;
}

/** Changes the stored state of the latest login. */
async function changeLatestState(changes: object): Promise<void> {
  const row = await OneTimeToken.findOne({ where: { purpose: 'oauth-state' }, order: [['id', 'DESC']] });
  const data = JSON.parse(row?.data ?? '{}') as object;
  await row?.update({ data: JSON.stringify({ ...data, ...changes }) });
}

let before = 0;

beforeEach(async () => {
  google.person = person();
  github.developer = developer();
  before = await User.count();
});

afterEach(() => clock.reset());

describe.each(['google', 'github'])('the callback of %s', (provider) => {
  it('works once', async () => {
    const { browser, callback } = await beginLogin(provider);
    const cookies = browser.cookieHeader(callback.origin);

    const first = await followCallback(callback, browser);
    const second = await guest.get(callback.pathname + callback.search, { Cookie: cookies });

    expect(first.code).toBeDefined();
    expect(second.headers.location).toContain('error=INVALID_STATE');
  });

  it.each(['without a cookie', 'with the cookie of another login'])('is rejected %s', async (how) => {
    const { callback } = await beginLogin(provider);
    const other = new Browser();
    if (how.includes('another')) await callbackUrl(provider, other);

    const { error, code } = await followCallback(callback, other);

    expect({ error, code }).toEqual({ error: 'INVALID_STATE', code: undefined });
    expect(await User.count()).toBe(before);
    expect((await auditedValues('oauth.refused')).at(-1)).toEqual({ provider, reason: 'INVALID_STATE' });
  });

  it('is rejected with the value of another cookie under the right name', async () => {
    const { browser, callback } = await beginLogin(provider);
    const [name] = browser.cookieHeader(callback.origin).split('=');

    const { headers } = await guest.get(callback.pathname + callback.search, { Cookie: `${name}=${'a'.repeat(43)}` });

    expect(headers.location).toContain('error=INVALID_STATE');
  });

  it('is rejected at the URL of another provider', async () => {
    const { browser, callback } = await beginLogin(provider);
    callback.pathname = callback.pathname.replace(provider, provider === 'google' ? 'github' : 'google');

    expect((await followCallback(callback, browser)).error).toBe('INVALID_STATE');
  });

  it('is rejected after ten minutes', async () => {
    const { browser, callback } = await beginLogin(provider);

    clock.travel(601);

    expect((await followCallback(callback, browser)).error).toBe('INVALID_STATE');
  });

  it('is rejected with another PKCE verifier', async () => {
    const { browser, callback } = await beginLogin(provider);
    await changeLatestState({ verifier: encrypt('v'.repeat(43), 'oauth-state') });

    expect((await followCallback(callback, browser)).error).toBe('PROVIDER_LOGIN_FAILED');
  });

  it('is rejected with the code of another login', async () => {
    const victim = await beginLogin(provider);
    const { browser, callback } = await beginLogin(provider);
    const injected = withChanges(callback, { code: victim.callback.searchParams.get('code') ?? '' });

    expect((await followCallback(injected, browser)).error).toBe('PROVIDER_LOGIN_FAILED');
    expect(await User.count()).toBe(before);
  });

  it('is rejected with another issuer', async () => {
    const { browser, callback } = await beginLogin(provider);

    const { error } = await followCallback(withChanges(callback, { iss: 'https://evil.example.com' }), browser);

    expect(error).toBe('PROVIDER_LOGIN_FAILED');
  });

  it.each([
    '',
    '?state=',
    '?state=a&state=b',
    '?code=x',
    `?state=${'x'.repeat(5_000)}`,
    '?state[a]=b',
    '?error=%3Cscript%3E',
  ])('redirects invalid requests to the front end with an error: %s', async (query) => {
    const response = await guest.get(`/api/auth/oauth/${provider}/callback${query}`);

    expect(response.status).toBe(302);
    expect(response.headers.location).toMatch(/^http:\/\/front\.test\/\?error=INVALID_STATE&/);
  });

  it('responds 422 to a NUL character', async () => {
    const response = await guest.get(`/api/auth/oauth/${provider}/callback?state=%00`);

    expect(response.status).toBe(422);
  });
});

describe('an ID token', () => {
  it('is rejected with another nonce', async () => {
    const { browser, callback } = await beginLogin('google');
    await changeLatestState({ nonce: 'another' });

    expect((await followCallback(callback, browser)).error).toBe('PROVIDER_LOGIN_FAILED');
  });

  it('is rejected when the callback does not name its issuer', async () => {
    const { browser, callback } = await beginLogin('google');
    callback.searchParams.delete('iss');

    expect((await followCallback(callback, browser)).error).toBe('PROVIDER_LOGIN_FAILED');
  });
});

describe('the exchange code', () => {
  it('works once, even under concurrency', async () => {
    const { code } = await logIn('google');

    const responses = await Promise.all(Array.from({ length: 10 }, () => exchange(code)));

    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(401)]);
    expect((await exchange(code)).body.error).toBe('INVALID_TOKEN');
  });

  it('works for a minute', async () => {
    const { code } = await logIn('google');

    clock.travel(61);

    expect((await exchange(code)).status).toBe(401);
  });

  it('is not accepted as a state, nor a state as a code', async () => {
    const { browser, callback } = await beginLogin('google');
    const state = callback.searchParams.get('state') ?? '';

    expect((await exchange(state)).status).toBe(401);
    expect((await followCallback(callback, browser)).code).toBeDefined();
  });

  it('is rejected without the verifier of its challenge, so that a thief cannot use it', async () => {
    const verifier = 'a-verifier-that-only-this-client-knows-12345';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const [stolen, own] = [
      await logIn('google', new Browser(), `?challenge=${challenge}`),
      await logIn('google', new Browser(), `?challenge=${challenge}`),
    ];

    const answers = [
      await exchange(stolen.code),
      await exchange(stolen.code, verifier),
      await exchange(own.code, verifier),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
  });

  it.each([undefined, '', 7, { a: 1 }, 'x'.repeat(513)])('is validated: %j', async (code) => {
    const response = await guest.post('/api/auth/oauth/exchange', { code });

    expect(response.status).toBe(422);
  });
});

describe('a redirect URL', () => {
  it.each([
    'https://evil.example.com/',
    'http://front.test.evil.example.com/',
    'http://front.test@evil.example.com/',
    'http://user@front.test/',
    'https://front.test/',
    'http://front.test:8080/',
    'http://front.test/app/login/../../other',
    'http://front.test/app/login/more',
    'http://front.test/app/login?next=//evil.example.com',
    'http://front.test/app/login#fragment',
    '//evil.example.com',
    '/app/login',
    'javascript:alert(1)',
    'data:text/html,x',
    '',
  ])('such as %j is rejected', async (redirect) => {
    const response = await guest.get(`/api/auth/oauth/google?redirect=${encodeURIComponent(redirect)}`);

    expect(response.status).toBe(422);
    expect(response.body.errors[0].field).toBe('redirect');
  });
});

describe('account protection', () => {
  it('rejects an email that the provider has not verified', async () => {
    const victim = await UserFactory.create();
    google.person = person({ email: victim.email, email_verified: false });
    github.developer = developer({ emails: [{ email: victim.email, primary: true, verified: false }] });

    const [atGoogle, atGitHub] = [await logIn('google'), await logIn('github')];

    expect([atGoogle.error, atGitHub.error]).toEqual(['EMAIL_NOT_VERIFIED', 'EMAIL_NOT_VERIFIED']);
  });

  it.each([
    ['no email', { email: undefined }],
    ['an invalid email', { email: 'not an email' }],
    ['an email of unknown verification', { email_verified: 'perhaps' }],
  ])('creates no account with %s', async (_name, claims) => {
    google.person = person(claims);

    const { error } = await logIn('google');

    expect(error).toBe('EMAIL_NOT_VERIFIED');
    expect(await User.count()).toBe(before);
  });

  it('does not link a login to an account that an attacker registered in advance', async () => {
    const planted = await UserFactory.unverified().create({ email: String(google.person.email) });

    const { error, error_description: hint } = await logIn('google');

    expect(error).toBe('LINKING_REQUIRED');
    expect(hint).toContain('Log in');
    expect((await planted.reload()).emailVerifiedAt).toBeNull();
  });

  it('does not link a login to an account whose pending new email matches', async () => {
    const attacker = await UserFactory.create();
    await as(attacker).patch('/api/me', { email: google.person.email, currentPassword: FACTORY_PASSWORD });

    const { code } = await logIn('google');
    const { user } = (await exchange(code)).body.data;

    expect((await attacker.reload()).email).not.toBe(google.person.email);
    expect(user.email).toBe(google.person.email);
    expect(user.id).not.toBe(attacker.id);
  });

  it('keeps a suspended account closed, even for a code issued before', async () => {
    const { code: first } = await logIn('google');
    const { user } = (await exchange(first)).body.data;
    const { code: second } = await logIn('google');
    await User.update({ status: 'suspended' }, { where: { id: user.id } });

    const [now, later] = [await exchange(second), await exchange((await logIn('google')).code)];

    expect([now.body.error, later.body.error]).toEqual(['ACCOUNT_SUSPENDED', 'ACCOUNT_SUSPENDED']);
    expect((await auditedValues('oauth.refused')).at(-1)).toEqual({ reason: 'ACCOUNT_SUSPENDED' });
  });

  it('neither opens nor recreates a deleted account', async () => {
    const { code } = await logIn('google');
    const { user } = (await exchange(code)).body.data;
    await User.destroy({ where: { id: user.id } });
    const known = await logIn('google');
    github.developer = developer({ emails: [{ email: user.email, primary: true, verified: true }] });

    const unknown = await logIn('github');

    expect([known.error, unknown.error]).toEqual(['ACCOUNT_CLOSED', 'ACCOUNT_CLOSED']);
  });
});

describe('the state cookie', () => {
  it('is HttpOnly, short-lived and cleared afterwards', async () => {
    const begin = await guest.get('/api/auth/oauth/google');
    const { callback, browser } = await beginLogin('google');
    await followCallback(callback, browser);

    const [cookie] = begin.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^oauth-[\da-f]{16}=[\w-]{43}; Max-Age=600; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(begin.headers['cache-control']).toBe('no-store');
    expect(browser.cookieHeader(callback.origin)).toBe('');
  });
});
