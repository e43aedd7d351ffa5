import { afterEach, describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_TWO_FACTOR = '5/15m';
const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { currentCode, wrongCode } = await import('../../../support/authenticator.js');
const { as, guest } = await import('../../../support/http.js');

const PATH = '/api/auth/two-factor';

async function answer(email: string, code = wrongCode()) {
  const { body } = await guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD });
  return guest.post(`${PATH}/challenge`, { challengeToken: body.data.challengeToken as string, code });
}

async function exhaust(email: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) await answer(email);
}

afterEach(() => clock.reset());

describe('wrong codes', () => {
  it('are limited exactly for each user, across challenges and concurrent requests', async () => {
    const { email } = await UserFactory.withTwoFactor().create();

    const responses = await Promise.all(Array.from({ length: 20 }, () => answer(email)));

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('are limited for each challenge', async () => {
    const { email } = await UserFactory.withTwoFactor().create();
    const { body } = await guest.post('/api/auth/login', { email, password: FACTORY_PASSWORD });
    const { challengeToken } = body.data as { challengeToken: string };

    const tries = Array.from({ length: 8 }, () =>
      guest.post(`${PATH}/challenge`, { challengeToken, code: wrongCode() }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it('block the right code too, with a Retry-After header', async () => {
    const { email } = await UserFactory.withTwoFactor().create();
    await exhaust(email);

    const { status, body, headers } = await answer(email, currentCode());

    expect([status, body.error]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    expect(headers['retry-after']).toBe(String(body.retryAfter));
    expect(body.retryAfter).toBeGreaterThan(800);
    expect(body.retryAfter).toBeLessThanOrEqual(900);
  });

  it('do not count when no code is checked, so that strangers cannot lock out an owner', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const thief = as(user);
    for (let attempt = 0; attempt < 8; attempt += 1) await thief.post(`${PATH}/confirm`, { code: wrongCode() });

    const response = await answer(user.email, currentCode());

    expect(response.status).toBe(200);
  });

  it('stop counting when the window ends', async () => {
    const { email } = await UserFactory.withTwoFactor().create();
    await exhaust(email);
    clock.travel(901);

    const { status } = await answer(email, currentCode());

    expect(status).toBe(200);
  });

  it('count together at all endpoints that require a code', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const client = as(user);
    const proof = { currentPassword: FACTORY_PASSWORD, code: wrongCode() };
    await client.delete(PATH, proof);
    await client.post(`${PATH}/recovery-codes`, proof);
    for (let attempt = 0; attempt < 3; attempt += 1) await answer(user.email);

    const responses = [
      await client.delete(PATH, proof),
      await client.post(`${PATH}/recovery-codes`, proof),
      await answer(user.email),
    ];

    expect(responses.map(({ status }) => status)).toEqual([429, 429, 429]);
  });

  it('of one user do not limit another', async () => {
    const [first, second] = await UserFactory.withTwoFactor().createMany(2);
    await exhaust(first?.email ?? '');

    const { status } = await answer(second?.email ?? '', currentCode());

    expect(status).toBe(200);
  });

  it('are limited for a secret that is not confirmed yet', async () => {
    const client = as(await UserFactory.create());
    const { body } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const { secret } = body.data as { secret: string };

    const tries = Array.from({ length: 7 }, () => client.post(`${PATH}/confirm`, { code: wrongCode(secret) }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('right codes', () => {
  it('do not count', async () => {
    const { email } = await UserFactory.withTwoFactor().create();

    const statuses = [];
    for (let login = 0; login < 7; login += 1) {
      statuses.push((await answer(email, currentCode())).status);
      clock.travel(31);
    }

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200]);
  });

  it('do not reset the count of wrong codes', async () => {
    const { email } = await UserFactory.withTwoFactor().create();
    for (let attempt = 0; attempt < 4; attempt += 1) await answer(email);

    const right = await answer(email, currentCode());
    const statuses = [(await answer(email)).status, (await answer(email)).status];

    expect(right.status).toBe(200);
    expect(statuses).toEqual([401, 429]);
  });
});
