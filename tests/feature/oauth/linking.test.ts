import { beforeEach, describe, expect, it } from '@jest/globals';
import { developer, github, google, offerProviders, person } from '../../support/oauth.js';

await offerProviders();
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { OAuthAccount } = await import('../../../src/models/oauth/OAuthAccount.js');
const { User } = await import('../../../src/models/users/User.js');
const { clock } = await import('../../../src/utils/clock.js');
const { as, withToken, guest } = await import('../../support/http.js');
const { requestLink, auditedValues, exchange, link, logIn } = await import('../../support/oauthLogin.js');

const ACCOUNTS = '/api/auth/oauth/accounts';

/** Creates a user who signed up with Google and has no password. */
async function createGoogleUser() {
  const { code } = await logIn('google');
  const { user } = (await exchange(code)).body.data;
  return User.findByPk(user.id, { rejectOnEmpty: true });
}

beforeEach(() => {
  google.person = person();
  github.developer = developer();
});

describe('linking an account', () => {
  it.each(['google', 'github'])('of %s makes it a login method', async (provider) => {
    const user = await UserFactory.create();

    const response = await link(user, provider);

    expect(response.status).toBe(201);
    expect(Object.keys(response.body.data)).toEqual(['provider', 'email', 'createdAt']);
    expect(response.body.data.provider).toBe(provider);
    const { code } = await logIn(provider);
    expect((await exchange(code)).body.data.user.id).toBe(user.id);
    expect((await auditedValues('oauth.linked')).at(-1)).toEqual({ provider, email: response.body.data.email });
  });

  it('notifies its user', async () => {
    const user = await UserFactory.create();

    await link(user, 'google');

    const { body } = await as(user).get('/api/notifications');
    expect(body.data.data).toMatchObject([{ title: 'A new login method was added to your account: google' }]);
  });

  it('is idempotent', async () => {
    const user = await UserFactory.create();
    await link(user, 'google');

    const response = await link(user, 'google');

    expect(response.status).toBe(201);
    expect(await OAuthAccount.count({ where: { userId: user.id } })).toBe(1);
  });

  it('is rejected when it belongs to another user', async () => {
    await createGoogleUser();

    const response = await link(await UserFactory.create(), 'google');

    expect(response.status).toBe(409);
    expect(response.body.error).toBe('ALREADY_LINKED');
  });

  it('is rejected when another account of this provider is linked', async () => {
    const user = await UserFactory.create();
    await link(user, 'google');
    google.person = person();

    const response = await link(user, 'google');

    expect(response.body.error).toBe('ALREADY_LINKED');
  });

  it('does not happen at login when another account of this provider is linked', async () => {
    const user = await createGoogleUser();
    google.person = person({ email: user.email });

    const { error } = await logIn('google');

    expect(error).toBe('ALREADY_LINKED');
    expect(await OAuthAccount.count({ where: { userId: user.id } })).toBe(1);
  });

  it('succeeds for one of two concurrent users', async () => {
    const users = await UserFactory.count(2).create();
    const links = await Promise.all(users.map((user) => requestLink(user, 'google')));

    const responses = await Promise.all(
      users.map((user, index) => as(user).post(ACCOUNTS, { code: links[index]?.link_code })),
    );

    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('requires a signed-in user', async () => {
    const responses = [
      await guest.post('/api/auth/oauth/google/link'),
      await guest.get(ACCOUNTS),
      await guest.post(ACCOUNTS, { code: 'x' }),
      await guest.delete('/api/auth/oauth/google'),
    ];

    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('rejects an unlisted redirect URL', async () => {
    const user = await UserFactory.create();

    const response = await as(user).post('/api/auth/oauth/google/link?redirect=https://evil.example.com/');

    expect(response.status).toBe(422);
  });
});

describe('the link code', () => {
  it('is consumed and links nothing when another user sends it', async () => {
    const [victim, attacker] = await UserFactory.count(2).create();
    if (!victim || !attacker) throw new Error('Two users are needed');
    const { link_code: code } = await requestLink(attacker, 'google');

    const lured = await as(victim).post(ACCOUNTS, { code });
    const again = await as(attacker).post(ACCOUNTS, { code });

    expect([lured.status, again.status]).toEqual([401, 401]);
    expect(await OAuthAccount.count({ where: { userId: [victim.id, attacker.id] } })).toBe(0);
  });

  it('does not sign in, and a login code does not link', async () => {
    const user = await UserFactory.create();
    const { link_code: linkCode } = await requestLink(user, 'google');
    const { code } = await logIn('github');

    expect((await exchange(linkCode)).status).toBe(401);
    expect((await as(user).post(ACCOUNTS, { code })).status).toBe(401);
  });

  it('works for five minutes', async () => {
    const user = await UserFactory.create();
    const { link_code: code } = await requestLink(user, 'google');
    const client = withToken((await exchange((await logIn('github')).code)).body.data.token);

    clock.travel(301);
    const response = await client.post(ACCOUNTS, { code });
    clock.reset();

    expect(response.status).toBe(401);
  });
});

describe('a user with an unverified email', () => {
  it('cannot link a provider account with another email', async () => {
    const user = await UserFactory.unverified().create();

    const response = await link(user, 'google');

    expect(response.status).toBe(403);
    expect(response.body.error).toBe('LINKING_FORBIDDEN');
    expect(await OAuthAccount.count({ where: { userId: user.id } })).toBe(0);
  });

  it('can link a provider account with the same email, which verifies it', async () => {
    const user = await UserFactory.unverified().create({ email: String(google.person.email) });

    const response = await link(user, 'google');

    expect(response.status).toBe(201);
    expect((await user.reload()).emailVerifiedAt).not.toBeNull();
  });

  it('cannot link it if the provider has not verified the email either', async () => {
    google.person = person({ email_verified: false });
    const user = await UserFactory.unverified().create({ email: String(google.person.email) });

    expect((await link(user, 'google')).status).toBe(403);
  });
});

describe('linked accounts', () => {
  it('are listed to their owner, without tokens', async () => {
    const user = await UserFactory.create();
    await link(user, 'google');
    await link(user, 'github');
    google.person = person();
    await createGoogleUser();

    const response = await as(user).get(ACCOUNTS);

    const providers = response.body.data.map(({ provider }: { provider: string }) => provider);
    expect(providers).toEqual(['github', 'google']);
    expect(response.text).not.toMatch(/token|providerUserId/i);
  });
});

describe('unlinking an account', () => {
  it('leaves the password as a login method', async () => {
    const user = await UserFactory.create();
    await link(user, 'github');

    const response = await as(user).delete('/api/auth/oauth/github');

    expect(response.status).toBe(200);
    expect((await as(user).get(ACCOUNTS)).body.data).toEqual([]);
    expect((await auditedValues('oauth.unlinked')).at(-1)).toMatchObject({ provider: 'github' });
    expect((await exchange((await logIn('github')).code)).body.data.user.id).not.toBe(user.id);
  });

  it('is rejected for the last login method', async () => {
    const user = await createGoogleUser();

    const response = await as(user).delete('/api/auth/oauth/google');

    expect(response.status).toBe(409);
    expect(response.body.error).toBe('LAST_LOGIN_METHOD');
    expect(await OAuthAccount.count({ where: { userId: user.id } })).toBe(1);
  });

  it('leaves one login method under concurrency', async () => {
    const user = await createGoogleUser();
    await link(user, 'github');
    const client = as(user);

    const responses = await Promise.all(
      ['google', 'github'].map((provider) => client.delete(`/api/auth/oauth/${provider}`)),
    );

    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await OAuthAccount.count({ where: { userId: user.id } })).toBe(1);
  });

  it.each(['google', 'nowhere'])('responds 404 for %s if it is not linked', async (provider) => {
    const user = await UserFactory.create();

    expect((await as(user).delete(`/api/auth/oauth/${provider}`)).status).toBe(404);
  });

  it('works once, even under concurrency', async () => {
    const user = await UserFactory.create();
    await link(user, 'google');
    const client = as(user);

    const responses = await Promise.all([1, 2, 3].map(() => client.delete('/api/auth/oauth/google')));

    expect(responses.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });
});
