import { afterEach, describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { AuditLog } from '../../../../src/audit/AuditLog.js';
import { OneTimeToken } from '../../../../src/models/auth/OneTimeToken.js';
import { Session } from '../../../../src/models/auth/Session.js';
import type { User } from '../../../../src/models/users/User.js';
import RecoveryCodeService from '../../../../src/services/auth/RecoveryCodeService.js';
import { clock } from '../../../../src/utils/clock.js';
import { currentCode, travelToNextStep, wrongCode } from '../../../support/authenticator.js';
import { as, withToken, guest, accessTokenFor } from '../../../support/http.js';

const CHALLENGE = '/api/auth/two-factor/challenge';

async function requestChallenge({ email }: User): Promise<string> {
  const { body } = await guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD });
  return body.data.challengeToken as string;
}

async function actionsAbout(user: User): Promise<string[]> {
  const where = { subjectType: 'User', subjectId: String(user.id) };
  return (await AuditLog.findAll({ where, order: ['id'] })).map(({ action }) => action);
}

afterEach(() => clock.reset());

describe('a login with two-factor authentication', () => {
  it.each([
    ['/api/login', 201],
    ['/api/auth/login', 200],
  ])('at %s responds with a challenge in place of tokens and does not count as a login yet', async (path, status) => {
    const user = await UserFactory.withTwoFactor().create();

    const response = await guest.post(path, { email: user.email, password: FACTORY_PASSWORD });

    expect(response.status).toBe(status);
    expect(response.body.data).toEqual({
      twoFactorRequired: true,
      challengeToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresIn: 300,
    });
    expect((await user.reload()).lastLoginAt).toBeNull();
    expect(await Session.count({ where: { userId: user.id } })).toBe(0);
    expect(await AuditLog.count({ where: { action: 'auth.login', actorId: user.id } })).toBe(0);
  });

  it('does not reveal two-factor authentication to clients without the password', async () => {
    const { email } = await UserFactory.withTwoFactor().create();

    const { status, body } = await guest.post('/api/auth/login', { email, password: 'a wrong one' });

    expect([status, body.error]).toEqual([401, 'INVALID_CREDENTIALS']);
  });

  it('returns no challenge to suspended users', async () => {
    const { id, email } = await UserFactory.withTwoFactor().suspended().create();

    const { status, body } = await guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD });

    expect([status, body.error]).toEqual([403, 'ACCOUNT_SUSPENDED']);
    expect(await OneTimeToken.count({ where: { userId: id } })).toBe(0);
  });

  it('requires no code while the secret is not confirmed', async () => {
    const user = await UserFactory.withTwoFactor().create({ twoFactorConfirmedAt: null });

    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    expect(body.data.accessToken).toEqual(expect.any(String));
  });
});

describe('a challenge', () => {
  it('accepts a code and returns working tokens', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challengeToken = await requestChallenge(user);

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });

    expect(status).toBe(200);
    expect(body.data.user).toMatchObject({ id: user.id, twoFactorEnabled: true });
    expect((await withToken(body.data.accessToken).get('/api/me')).status).toBe(200);
    expect((await user.reload()).lastLoginAt).not.toBeNull();
    expect(await AuditLog.count({ where: { action: 'auth.login', actorId: user.id } })).toBe(1);
  });

  it.each([-1, 1])('accepts a code with a clock drift of one step: %d', async (steps) => {
    const challengeToken = await requestChallenge(await UserFactory.withTwoFactor().create());
    travelToNextStep();

    const { status } = await guest.post(CHALLENGE, { challengeToken, code: currentCode(undefined, steps) });

    expect(status).toBe(200);
  });

  it.each([-2, 2])('rejects a code with a larger clock drift: %d', async (steps) => {
    const challengeToken = await requestChallenge(await UserFactory.withTwoFactor().create());
    travelToNextStep();

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, code: currentCode(undefined, steps) });

    expect([status, body.error]).toEqual([401, 'INVALID_CODE']);
  });

  it('survives a wrong code, which is audited, and works once', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challengeToken = await requestChallenge(user);

    const wrong = await guest.post(CHALLENGE, { challengeToken, code: wrongCode() });
    const right = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });
    clock.travel(60);
    const again = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });

    expect([wrong.status, wrong.body.error]).toEqual([401, 'INVALID_CODE']);
    expect(right.status).toBe(200);
    expect([again.status, again.body.error]).toEqual([401, 'INVALID_TOKEN']);
    expect(await actionsAbout(user)).toEqual(['two-factor.failed']);
  });

  it('rejects a reused code and an older one', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const code = currentCode();
    const older = currentCode(undefined, -1);
    await guest.post(CHALLENGE, { challengeToken: await requestChallenge(user), code });

    const challengeToken = await requestChallenge(user);
    const replayed = await guest.post(CHALLENGE, { challengeToken, code });
    const old = await guest.post(CHALLENGE, { challengeToken, code: older });

    expect([replayed.status, replayed.body.error]).toEqual([401, 'INVALID_CODE']);
    expect([old.status, old.body.error]).toEqual([401, 'INVALID_CODE']);
  });

  it('expires', async () => {
    const challengeToken = await requestChallenge(await UserFactory.withTwoFactor().create());
    clock.travel(301);

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });

    expect([status, body.error]).toEqual([401, 'INVALID_TOKEN']);
  });

  it('is no access token, and an access token is no challenge', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challengeToken = await requestChallenge(user);

    const asBearer = await withToken(challengeToken).get('/api/me');
    const asRefresh = await guest.post('/api/auth/refresh', { refreshToken: challengeToken });
    const bearer = await guest.post(CHALLENGE, { challengeToken: await accessTokenFor(user), code: currentCode() });

    expect([asBearer.status, asRefresh.status, bearer.status]).toEqual([401, 401, 401]);
    expect(bearer.body.error).toBe('INVALID_TOKEN');
  });

  it('is rejected when its user was suspended after the password', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challengeToken = await requestChallenge(user);
    await user.update({ status: 'suspended' });

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });

    expect([status, body.error]).toEqual([403, 'ACCOUNT_SUSPENDED']);
  });

  it('ends when its user logs out everywhere', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challengeToken = await requestChallenge(user);
    await as(user).post('/api/auth/logout-all');

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, code: currentCode() });

    expect([status, body.error]).toEqual([401, 'INVALID_TOKEN']);
  });

  it.each([
    ['neither code', {}],
    ['both codes', { code: '123456', recoveryCode: 'k3v9q-0t7xm' }],
    ['five digits', { code: '12345' }],
    ['letters', { code: 'abcdef' }],
    ['a number', { code: 123456 }],
    ['an array', { code: ['123456'] }],
  ])('rejects %s', async (_name, codes) => {
    const challengeToken = await requestChallenge(await UserFactory.withTwoFactor().create());

    const { status, body } = await guest.post(CHALLENGE, { challengeToken, ...codes });

    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ field: 'code' })]);
  });
});

describe('a recovery code', () => {
  it('notifies its user when it is used', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [recoveryCode] = await RecoveryCodeService.replace(user);

    await guest.post(CHALLENGE, { challengeToken: await requestChallenge(user), recoveryCode });

    const { body } = await as(user).get('/api/notifications');
    expect(body.data.data).toMatchObject([
      { type: 'account.security', title: expect.stringContaining('recovery code') },
    ]);
  });

  it('solves a challenge once, in any notation', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [first = ''] = await RecoveryCodeService.replace(user);
    const recoveryCode = ` ${first.toUpperCase().replace('-', ' ')} `;

    const right = await guest.post(CHALLENGE, { challengeToken: await requestChallenge(user), recoveryCode });
    const again = await guest.post(CHALLENGE, { challengeToken: await requestChallenge(user), recoveryCode });

    expect(right.status).toBe(200);
    expect([again.status, again.body.error]).toEqual([401, 'INVALID_CODE']);
    expect(await actionsAbout(user)).toEqual(['two-factor.recovery-code-used', 'two-factor.failed']);
  });

  it('of another user is rejected', async () => {
    const [recoveryCode] = await RecoveryCodeService.replace(await UserFactory.withTwoFactor().create());
    const challengeToken = await requestChallenge(await UserFactory.withTwoFactor().create());

    const { status } = await guest.post(CHALLENGE, { challengeToken, recoveryCode });

    expect(status).toBe(401);
  });
});
