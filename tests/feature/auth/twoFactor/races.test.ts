import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { Session } from '../../../../src/models/auth/Session.js';
import { TwoFactorRecoveryCode } from '../../../../src/models/auth/TwoFactorRecoveryCode.js';
import type { User } from '../../../../src/models/users/User.js';
import RecoveryCodeService from '../../../../src/services/auth/RecoveryCodeService.js';
import { currentCode } from '../../../support/authenticator.js';
import { as, guest } from '../../../support/http.js';

const PATH = '/api/auth/two-factor';

async function requestChallenges({ email }: User, count: number): Promise<string[]> {
  const logins = Array.from({ length: count }, () =>
    guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD }),
  );
  return (await Promise.all(logins)).map(({ body }) => body.data.challengeToken as string);
}

function countStatus(responses: { status: number }[], status: number): number {
  return responses.filter((response) => response.status === status).length;
}

describe('concurrent two-factor requests', () => {
  it('with one code and twenty challenges open one session', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const challenges = await requestChallenges(user, 20);
    const code = currentCode();

    const responses = await Promise.all(
      challenges.map((challengeToken) => guest.post(`${PATH}/challenge`, { challengeToken, code })),
    );

    expect([countStatus(responses, 200), countStatus(responses, 401)]).toEqual([1, 19]);
    expect(await Session.count({ where: { userId: user.id } })).toBe(1);
  });

  it('with one recovery code and twenty challenges open one session', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [recoveryCode] = await RecoveryCodeService.replace(user);
    const challenges = await requestChallenges(user, 20);

    const responses = await Promise.all(
      challenges.map((challengeToken) => guest.post(`${PATH}/challenge`, { challengeToken, recoveryCode })),
    );

    expect([countStatus(responses, 200), countStatus(responses, 401)]).toEqual([1, 19]);
    expect(await Session.count({ where: { userId: user.id } })).toBe(1);
    expect(await TwoFactorRecoveryCode.count({ where: { userId: user.id } })).toBe(9);
  });

  it('with one challenge and ten recovery codes open one session and consume one code', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const codes = await RecoveryCodeService.replace(user);
    const [challengeToken] = await requestChallenges(user, 1);

    const responses = await Promise.all(
      codes.map((recoveryCode) => guest.post(`${PATH}/challenge`, { challengeToken, recoveryCode })),
    );

    expect([countStatus(responses, 200), countStatus(responses, 401)]).toEqual([1, 9]);
    expect(await TwoFactorRecoveryCode.count({ where: { userId: user.id } })).toBe(9);
  });

  it('that confirm ten times turn it on once and return recovery codes once', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const code = currentCode(body.data.secret);

    const responses = await Promise.all(Array.from({ length: 10 }, () => client.post(`${PATH}/confirm`, { code })));

    const winners = responses.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(responses.every(({ status }) => [200, 401, 409].includes(status))).toBe(true);
    const [recoveryCode] = winners[0]?.body.data.recoveryCodes as string[];
    expect(await TwoFactorRecoveryCode.count({ where: { userId: user.id } })).toBe(10);
    const [challengeToken] = await requestChallenges(user, 1);
    expect((await guest.post(`${PATH}/challenge`, { challengeToken, recoveryCode })).status).toBe(200);
  });

  it('that confirm and restart the setup keep the confirmed secret', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const { secret } = body.data as { secret: string };
    const start = () => client.post(PATH, { currentPassword: FACTORY_PASSWORD });

    const confirm = () => client.post(`${PATH}/confirm`, { code: currentCode(secret) });
    const [, confirmed] = await Promise.all([start(), confirm(), start(), start()]);

    const isOn = (await user.reload()).hasTwoFactor();
    expect([200, 401]).toContain(confirmed.status);
    expect(isOn).toBe(confirmed.status === 200);
  });

  it('that turn it off with one code succeed once', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const client = as(user);
    await client.get('/api/me');
    const proof = { currentPassword: FACTORY_PASSWORD, code: currentCode() };

    const responses = await Promise.all(Array.from({ length: 10 }, () => client.delete(PATH, proof)));

    expect(countStatus(responses, 200)).toBe(1);
    expect(responses.every(({ status }) => [200, 401, 409].includes(status))).toBe(true);
  });
});
