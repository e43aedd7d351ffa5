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

describe('a forgotten password', () => {
  it('is answered the same for an address that nobody has', async () => {
    const user = await UserFactory.create();

    const known = await forgot(user.email);
    const unknown = await forgot('nobody@example.com');

    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(known.body).toEqual(unknown.body);
    expect(inbox.arrived.map(({ to }) => to.address)).toEqual([user.email]);
  });

  it('cannot be replaced by a token that nobody was sent', async () => {
    const response = await reset('x'.repeat(43));

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('cannot be replaced after ten minutes', async () => {
    const { email } = await UserFactory.create();
    const token = await requestToken(email);
    clock.travel(601);

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('cannot be replaced by an older token', async () => {
    const { email } = await UserFactory.create();
    const old = await requestToken(email);
    const token = await requestToken(email);

    const [withOld, withNew] = [await reset(old), await reset(token)];

    expect([withOld.status, withNew.status]).toEqual([401, 200]);
  });

  it('is replaced by one of twenty parallel tries with a token', async () => {
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

  it('is not replaced, and the token not used up, by one that is too weak', async () => {
    const { email } = await UserFactory.create();
    const token = await requestToken(email);

    const [weak, strong] = [await reset(token, 'short'), await reset(token)];

    expect([weak.status, strong.status]).toEqual([422, 200]);
  });

  it('ends every session when it is replaced, and its owner is told', async () => {
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

  it.each(['suspended', 'rejected', 'pending'] as const)('of a %s account stays', async (status) => {
    const { email } = await UserFactory.withStatus(status).create();

    await forgot(email);

    expect(inbox.arrived).toEqual([]);
  });

  it('of an account that was suspended meanwhile stays', async () => {
    const user = await UserFactory.create();
    const token = await requestToken(user.email);
    await user.update({ status: 'suspended' });

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('ends a change of address that a thief had asked for', async () => {
    const user = await UserFactory.create();
    const email = `thief.${user.email}`;
    await as(user).patch('/api/me', { email, currentPassword: FACTORY_PASSWORD });
    const stolen = tokenFor(inbox, email, 'verify-email');

    await reset(await requestToken(user.email));
    const response = await guest.post('/api/auth/verify-email', { token: stolen });

    expect(response.status).toBe(401);
  });

  it('ends with an address that changed while the mail was on its way', async () => {
    const user = await UserFactory.create();
    const token = await requestToken(user.email);
    await user.update({ email: `other.${user.email}` });

    const response = await reset(token);

    expect(response.status).toBe(401);
  });

  it('opens an account with two-factor to the owner of an address that nobody had confirmed', async () => {
    const user = await UserFactory.unverified().withTwoFactor().create();
    const other = await UserFactory.withTwoFactor().create();

    await reset(await requestToken(user.email));
    await reset(await requestToken(other.email));

    const logIn = ({ email }: { email: string }) => guest.post('/api/login', { email, password: newPassword });
    const [unconfirmed, confirmed] = [await logIn(user), await logIn(other)];
    expect(unconfirmed.body.data.token).toEqual(expect.any(String));
    expect(confirmed.body.data.twoFactorRequired).toBe(true);
  });

  it('is replaced through a link that no header of a request can bend', async () => {
    const { email } = await UserFactory.create();

    const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' };
    await guest.post('/api/auth/forgot-password', { email }, headers);

    expect(JSON.stringify(inbox.arrived)).not.toContain('evil.example');
  });
});
