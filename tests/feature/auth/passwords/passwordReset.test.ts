import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInbox, subjectsTo, tokenFor } from '../../../support/inbox.js';

const inbox = await openInbox();

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { as, guest } = await import('../../../support/http.js');
const { signInDevice } = await import('../../../support/tokens.js');

const newPassword = 'another password';

function forgot(email: string) {
  return guest.post('/api/auth/forgot-password', { email });
}

function reset(token: string, password = newPassword) {
  return guest.post('/api/auth/reset-password', { token, newPassword: password });
}

async function requestToken(email: string): Promise<string> {
  await forgot(email);
  return tokenFor(inbox, email, 'reset-password');
}

beforeEach(() => {
  inbox.arrived.splice(0);
});

afterEach(() => clock.reset());

describe('a password reset', () => {
  it('responds alike to unknown addresses', async () => {
    const user = await UserFactory.create();

    const known = await forgot(user.email);
    const unknown = await forgot('nobody@example.com');

    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(known.body).toEqual(unknown.body);
    expect(inbox.arrived.map(({ to }) => to.address)).toEqual([user.email]);
  });

  it('rejects an unknown token', async () => {
    const response = await reset('x'.repeat(43));

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('expires after ten minutes', async () => {
    const { email } = await UserFactory.create();
    const token = await requestToken(email);
    clock.travel(601);

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('rejects a token that was superseded', async () => {
    const { email } = await UserFactory.create();
    const old = await requestToken(email);
    const token = await requestToken(email);

    const [withOld, withNew] = [await reset(old), await reset(token)];

    expect([withOld.status, withNew.status]).toEqual([401, 200]);
  });

  it('succeeds once out of twenty concurrent attempts with a token', async () => {
    const { email } = await UserFactory.create();
    const token = await requestToken(email);

    const tries = Array.from({ length: 20 }, (_, index) => reset(token, `password number ${index}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);

    const winner = statuses.indexOf(200);
    const login = await guest.post('/api/login', { email, password: `password number ${winner}` });
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(19);
    expect(login.status).toBe(201);
  });

  it('rejects a weak password and does not consume the token', async () => {
    const { email } = await UserFactory.create();
    const token = await requestToken(email);

    const [weak, strong] = [await reset(token, 'short'), await reset(token)];

    expect([weak.status, strong.status]).toEqual([422, 200]);
  });

  it('ends every session and notifies the owner', async () => {
    const user = await UserFactory.create();
    const device = await signInDevice(user);
    const client = as(user);
    await client.get('/api/me');

    await reset(await requestToken(user.email));

    const refreshed = await guest.post('/api/auth/refresh', { refreshToken: device.refreshToken });
    const asked = await client.get('/api/me');
    const withOld = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });
    expect([refreshed.status, asked.status, withOld.status]).toEqual([401, 401, 401]);
    expect(subjectsTo(inbox, user.email).at(-1)).toBe('Your Lumina password was changed');
  });

  it.each(['suspended', 'rejected', 'pending'] as const)('is not available to a %s account', async (status) => {
    const { email } = await UserFactory.withStatus(status).create();

    await forgot(email);

    expect(inbox.arrived).toEqual([]);
  });

  it('fails when the account was suspended after the request', async () => {
    const user = await UserFactory.create();
    const token = await requestToken(user.email);
    await user.update({ status: 'suspended' });

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('cancels an email change that a thief requested', async () => {
    const user = await UserFactory.create();
    const email = `thief.${user.email}`;
    await as(user).patch('/api/me', { email, currentPassword: FACTORY_PASSWORD });
    const stolen = tokenFor(inbox, email, 'verify-email');

    await reset(await requestToken(user.email));
    const response = await guest.post('/api/auth/verify-email', { token: stolen });

    expect(response.status).toBe(401);
  });

  it('fails when the address changed after the request', async () => {
    const user = await UserFactory.create();
    const token = await requestToken(user.email);
    await user.update({ email: `other.${user.email}` });

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('turns off two-factor authentication that was set up before the email was verified', async () => {
    const user = await UserFactory.unverified().withTwoFactor().create();
    const other = await UserFactory.withTwoFactor().create();

    await reset(await requestToken(user.email));
    await reset(await requestToken(other.email));

    const logIn = ({ email }: { email: string }) => guest.post('/api/login', { email, password: newPassword });
    const [unconfirmed, confirmed] = [await logIn(user), await logIn(other)];
    expect(unconfirmed.body.data.token).toEqual(expect.any(String));
    expect(confirmed.body.data.twoFactorRequired).toBe(true);
  });

  it('mails a link that request headers cannot change', async () => {
    const { email } = await UserFactory.create();

    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
    await guest.post('/api/auth/forgot-password', { email }, headers);

    expect(JSON.stringify(inbox.arrived)).not.toContain('evil.example');
  });
});
