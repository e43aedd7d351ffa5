import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInbox, subjectsTo, tokenFor } from '../../../support/inbox.js';

const inbox = await openInbox();

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { VerifyEmailMail } = await import('../../../../src/mail/auth/VerifyEmailMail.js');
const { as, withToken, guest } = await import('../../../support/http.js');

let made = 0;

function newEmail(): string {
  made += 1;
  return `address${made}@example.com`;
}

async function register(email: string): Promise<void> {
  await guest.post('/api/auth/register', { firstname: 'Ada', lastname: 'Lovelace', email, password: FACTORY_PASSWORD });
}

function verify(token: string) {
  return guest.post('/api/auth/verify-email', { token });
}

beforeEach(() => {
  inbox.arrived.splice(0);
});

afterEach(() => clock.reset());

describe('the email verification token', () => {
  it('is rejected if it is unknown', async () => {
    const response = await verify('x'.repeat(43));

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('expires after a day', async () => {
    const email = newEmail();
    await register(email);
    clock.travel(86_401);

    const response = await verify(tokenFor(inbox, email, 'verify-email'));

    expect(response.status).toBe(401);
  });

  it('works once, even under concurrency', async () => {
    const email = newEmail();
    await register(email);
    const token = tokenFor(inbox, email, 'verify-email');

    const responses = await Promise.all(Array.from({ length: 20 }, () => verify(token)));

    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 401)).toHaveLength(19);
  });

  it('is invalid once another was sent', async () => {
    const email = newEmail();
    await register(email);
    const old = tokenFor(inbox, email, 'verify-email');
    await guest.post('/api/auth/resend-verification', { email });

    const [withOld, withNew] = [await verify(old), await verify(tokenFor(inbox, email, 'verify-email'))];

    expect([withOld.status, withNew.status]).toEqual([401, 200]);
  });

  it('is accepted at no other endpoint', async () => {
    const email = newEmail();
    await register(email);
    const token = tokenFor(inbox, email, 'verify-email');

    const reset = await guest.post('/api/auth/reset-password', { token, newPassword: 'another password' });
    const bearer = await withToken(token).get('/api/me');

    expect([reset.status, bearer.status]).toEqual([401, 401]);
  });

  it('verifies the email', async () => {
    const email = newEmail();
    await register(email);

    const response = await verify(tokenFor(inbox, email, 'verify-email'));

    expect(response.body.data).toMatchObject({ email, emailVerifiedAt: expect.any(String) });
  });
});

describe('the verification mail', () => {
  it('is sent again to an unverified user, but not to a verified one', async () => {
    const unverified = await UserFactory.unverified().create();
    const verified = await UserFactory.create();

    await as(unverified).post('/api/auth/resend-verification', {});
    await as(verified).post('/api/auth/resend-verification', {});

    expect(subjectsTo(inbox, unverified.email)).toHaveLength(1);
    expect(subjectsTo(inbox, verified.email)).toEqual([]);
  });

  it('requires an email in requests from guests', async () => {
    const response = await guest.post('/api/auth/resend-verification', {});

    expect(response.status).toBe(422);
  });

  it('links to the front end, whatever Host header the client sends', async () => {
    const { email } = await UserFactory.unverified().create();

    const host = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    await guest.post('/api/auth/resend-verification', { email }, host);

    expect(JSON.stringify(inbox.arrived)).not.toContain('evil.example');
    expect(inbox.arrived[0]?.text).toContain('https://app.example/verify-email?token=');
  });
});

describe('an email change', () => {
  async function change(email: string) {
    const user = await UserFactory.create();
    await as(user).patch('/api/me', { email, currentPassword: FACTORY_PASSWORD });
    return user;
  }

  it('takes effect once verified, and notifies the old address before and after', async () => {
    const email = newEmail();
    const user = await change(email);
    const before = await guest.post('/api/login', { email, password: FACTORY_PASSWORD });

    await verify(tokenFor(inbox, email, 'verify-email'));

    const after = await guest.post('/api/login', { email, password: FACTORY_PASSWORD });
    expect([before.status, after.status]).toEqual([401, 201]);
    expect(subjectsTo(inbox, user.email)).toEqual([
      'Your Lumina email address is about to change',
      'Your Lumina email address was changed',
    ]);
  });

  it('is rejected at verification if another user has taken the email', async () => {
    const email = newEmail();
    const user = await change(email);
    await UserFactory.create({ email });

    const response = await verify(tokenFor(inbox, email, 'verify-email'));

    await user.reload();
    expect(response.status).toBe(409);
    expect(user.email).not.toBe(email);
  });

  it('invalidates a password reset that was mailed to the old address', async () => {
    const email = newEmail();
    const user = await change(email);
    await guest.post('/api/auth/forgot-password', { email: user.email });
    const token = tokenFor(inbox, user.email, 'reset-password');
    await verify(tokenFor(inbox, email, 'verify-email'));

    const response = await guest.post('/api/auth/reset-password', { token, newPassword: 'another password' });

    expect(response.status).toBe(401);
  });

  it('by an administrator takes effect immediately, unverified, and notifies the old address', async () => {
    const user = await UserFactory.create();
    const email = newEmail();

    const response = await as(await UserFactory.admin().create()).patch(`/api/users/${user.id}`, { email });

    expect(response.body.data).toMatchObject({ email, emailVerifiedAt: null });
    expect(tokenFor(inbox, email, 'verify-email')).toBeTruthy();
    expect(subjectsTo(inbox, user.email)).toEqual(['Your Lumina email address was changed']);
  });

  it('sends no mail from an outdated job', async () => {
    const user = await UserFactory.create();

    await VerifyEmailMail.dispatch({ userId: user.id, email: user.email });
    await VerifyEmailMail.dispatch({ userId: user.id, email: `mistyped.${user.email}` });

    expect(inbox.arrived).toEqual([]);
  });
});
