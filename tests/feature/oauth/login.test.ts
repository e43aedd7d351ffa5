import { beforeEach, describe, expect, it } from '@jest/globals';
import { github, google, offerProviders } from '../../support/oauth.js';

await offerProviders();
const { default: UserFactory } = await import('../../../src/database/factories/UserFactory.js');
const { User } = await import('../../../src/models/User.js');
const { OAuthAccount } = await import('../../../src/models/OAuthAccount.js');
const { decrypt } = await import('../../../src/utils/encryption.js');
const { Browser } = await import('../../support/browser.js');
const { bearing, guest } = await import('../../support/http.js');

let made = 0;

function somebody(changes: object = {}) {
  made += 1;
  const names = { given_name: 'Ada', family_name: 'Lovelace', name: 'Ada Lovelace' };
  return { sub: `person-${made}`, email: `ada${made}@example.com`, email_verified: true, ...names, ...changes };
}

function developer(changes: object = {}) {
  made += 1;
  const emails = [
    { email: `other${made}@example.com`, primary: false, verified: true },
    { email: `Grace${made}@Example.com`, primary: true, verified: true },
  ];
  return { id: made, login: `grace${made}`, name: 'Grace Brewster Hopper', emails, ...changes };
}

async function logIn(provider: string, browser = new Browser()) {
  const { url } = await browser.follow(`/api/auth/oauth/${provider}`);
  return Object.fromEntries(url.searchParams);
}

const exchange = (code: string | undefined) => guest.post('/api/auth/oauth/exchange', { code });

beforeEach(() => {
  google.person = somebody();
  github.developer = developer();
});

describe('a login with Google', () => {
  it('makes an account of who comes the first time, and signs in', async () => {
    const { code } = await logIn('google');

    const response = await exchange(code);

    expect(response.status).toBe(200);
    const { data } = response.body;
    expect(Object.keys(data).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'token', 'user']);
    expect(data.user).toMatchObject({ firstname: 'Ada', lastname: 'Lovelace', email: google.person.email });
    expect((await bearing(data.token).get('/api/me')).body.data.id).toBe(data.user.id);
  });
});
