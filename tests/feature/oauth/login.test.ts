import { beforeEach, describe, expect, it } from '@jest/globals';
import { developer, github, google, offerProviders, person } from '../../support/oauth.js';

await offerProviders({ OAUTH_REDIRECT_URLS: 'http://front.test/app/login, com.example.app:/login' });
const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { AuditLog } = await import('../../../src/audit/AuditLog.js');
const { OAuthAccount } = await import('../../../src/models/oauth/OAuthAccount.js');
const { User } = await import('../../../src/models/users/User.js');
const { decrypt } = await import('../../../src/security/encryption.js');
const { Browser } = await import('../../support/browser.js');
const { withToken, guest } = await import('../../support/http.js');
const { callbackUrl, exchange, followCallback, logIn } = await import('../../support/oauthLogin.js');

async function signIn(provider: string) {
  const { code } = await logIn(provider);
  const { status, body } = await exchange(code);
  return { status, ...body.data };
}

beforeEach(() => {
  google.person = person();
  github.developer = developer();
});

describe.each(['google', 'github'])('the first login with %s', (provider) => {
  it('creates an account and signs in', async () => {
    const { status, user, token, ...others } = await signIn(provider);

    expect(status).toBe(200);
    expect(Object.keys(others).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken']);
    expect((await withToken(token).get('/api/me')).body.data).toMatchObject({ id: user.id, role: 'user' });
  });

  it('creates an account with a verified email and no password', async () => {
    const { user } = await signIn(provider);

    const made = await User.findByPk(user.id, { rejectOnEmpty: true });
    const responses = await Promise.all(
      [made.password, made.password.slice(1)].map((password) =>
        guest.post('/api/login', { email: made.email, password }),
      ),
    );
    expect(made.emailVerifiedAt).not.toBeNull();
    expect(made.hasPassword()).toBe(false);
    expect(responses.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('is audited from registration to session', async () => {
    const { user } = await signIn(provider);

    const entries = await AuditLog.findAll({ order: [['id', 'DESC']], limit: 3 });
    const [login, linked, created] = entries;
    expect(entries.map(({ action }) => action)).toEqual(['auth.oauth-login', 'oauth.linked', 'user.created']);
    expect(login?.actorId).toBe(user.id);
    expect(linked).toMatchObject({ actorId: user.id, subjectType: 'OAuthAccount', ip: '127.0.0.1' });
    expect(JSON.parse(linked?.after ?? '')).toEqual({ provider, email: user.email });
    expect(created?.subjectId).toBe(String(user.id));
  });

  it('stores the tokens of the provider encrypted', async () => {
    const { user } = await signIn(provider);

    const account = await OAuthAccount.findOne({ where: { userId: user.id }, rejectOnEmpty: true });
    expect(account).toMatchObject({ provider, email: user.email });
    expect(account.accessToken).not.toMatch(/^gho_/);
    expect(decrypt(account.accessToken, 'oauth-tokens')).toMatch(/^[\w-]{30,}$/);
  });

  it('creates one account under concurrency', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, () => logIn(provider)));

    const responses = await Promise.all(codes.map(({ code }) => exchange(code)));

    const ids = new Set(responses.map(({ body }) => body.data?.user.id));
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(ids.size).toBe(1);
  });

  it('opens the account with the same email if both sides have verified it', async () => {
    const email = provider === 'google' ? google.person.email : github.developer.emails[1]?.email;
    const known = await UserFactory.create({ email: String(email).toLowerCase() });

    const { user } = await signIn(provider);

    expect(user.id).toBe(known.id);
    expect((await guest.post('/api/login', { email: known.email, password: FACTORY_PASSWORD })).status).toBe(201);
  });
});

describe('a later login', () => {
  it.each(['google', 'github'])('with %s opens the same account after the profile changed there', async (provider) => {
    const first = await signIn(provider);
    google.person = { ...person({ email_verified: false }), sub: google.person.sub };
    github.developer = { ...developer({ emails: [] }), id: github.developer.id };

    const second = await signIn(provider);

    expect(second.user.id).toBe(first.user.id);
    expect(second.user.email).toBe(first.user.email);
  });

  it('compares provider ids case-sensitively', async () => {
    google.person = person({ sub: 'somebody-a' });
    const small = await signIn('google');
    google.person = person({ sub: 'somebody-A' });

    const large = await signIn('google');

    expect(large.user.id).not.toBe(small.user.id);
  });

  it('works in two tabs concurrently', async () => {
    const browser = new Browser();
    const callbacks = [await callbackUrl('google', browser), await callbackUrl('github', browser)];
    const logins = await Promise.all(callbacks.map((callback) => followCallback(callback, browser)));

    const responses = await Promise.all(logins.map(({ code }) => exchange(code)));

    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('a new account', () => {
  it.each([
    ['one name', { given_name: undefined, name: 'Ada King Lovelace' }, ['Ada', 'King Lovelace']],
    ['a very long name', { given_name: ' Ada\u0000\u0007 ', family_name: '😀'.repeat(150) }, ['Ada', '😀'.repeat(100)]],
    ['a first name only', { given_name: '<b>李</b>', family_name: undefined }, ['<b>李</b>', '']],
    ['no name', { given_name: undefined, family_name: undefined }, [expect.stringMatching(/^ada\d+$/), '']],
  ])('gets its name from Google: %s', async (_name, names, [firstname, lastname]) => {
    google.person = person(names);

    const { user } = await signIn('google');

    expect(user).toMatchObject({ firstname, lastname });
  });

  it('gets its primary email and name from GitHub', async () => {
    const { user } = await signIn('github');

    const { emails } = github.developer;
    expect(user).toMatchObject({ firstname: 'Grace', lastname: 'Brewster Hopper' });
    expect(user.email).toBe(emails[1]?.email.toLowerCase());
  });

  it('gets the GitHub login as its name if no other is set', async () => {
    github.developer = developer({ name: null });

    const { user } = await signIn('github');

    expect(user.firstname).toBe(github.developer.login);
  });
});

describe('a login redirects', () => {
  it.each(['http://front.test/app/login', 'com.example.app:/login'])('to %s if the client requests it', async (to) => {
    const { url } = await new Browser().follow(`/api/auth/oauth/google?redirect=${encodeURIComponent(to)}`, to);

    expect(url.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
  });

  it('to the front end, even after an error', async () => {
    google.denies = true;

    const { url } = await new Browser().follow('/api/auth/oauth/google');

    google.denies = false;
    expect(url.origin + url.pathname).toBe('http://front.test/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'ACCESS_DENIED',
      error_description: 'You cancelled the login at the provider',
    });
  });
});
