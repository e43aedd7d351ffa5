import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_AUTH = '5/1h';
process.env.RATE_LIMIT_ADDRESS = '30/15m';
process.env.RATE_LIMIT_ACCOUNT = '20/1h';
process.env.RATE_LIMIT_RECOVERY = '3/1h';
process.env.RATE_LIMIT_VERIFICATION = '3/1h';
process.env.TRUST_PROXY = '1';

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { default: SessionFactory } = await import('../../../../src/database/factories/auth/SessionFactory.js');
const { guest } = await import('../../../support/http.js');

function logIn(email: string, ip: string, password = 'wrong password') {
  return guest.post('/api/login', { email, password }, { 'X-Forwarded-For': ip });
}

describe('an attacker', () => {
  it('gets 30 attempts for 1,000 wrong passwords from one IP address', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const tries = Array.from({ length: 100 }, (_, index) =>
        logIn(`victim${round}.${index}@example.com`, '192.0.2.1'),
      );
      statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
    }

    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(970);
  });

  it('gets 20 attempts per account from many IP addresses and cannot lock out the owner', async () => {
    const user = await UserFactory.create();
    await SessionFactory.create({ userId: user.id, ip: '198.51.100.7' });

    const tries = Array.from({ length: 40 }, (_, index) => logIn(user.email, `203.0.113.${index}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);

    const owner = await logIn(user.email, '198.51.100.7', FACTORY_PASSWORD);
    const guesser = await logIn(user.email, '203.0.113.99', FACTORY_PASSWORD);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(guesser.status).toBe(429);
    expect(owner.status).toBe(201);
  });

  it.each(['/api/auth/forgot-password', '/api/auth/resend-verification'])(
    'cannot flood a mailbox through %s, even from many IP addresses',
    async (path) => {
      const { email } = await UserFactory.unverified().create();

      const tries = Array.from({ length: 10 }, (_, index) =>
        guest.post(path, { email }, { 'X-Forwarded-For': `192.0.2.${100 + index}` }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status);

      expect(statuses.filter((status) => status === 200)).toHaveLength(3);
      expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    },
  );
});

describe('users behind one IP address', () => {
  it('can log in without a limit', async () => {
    const users = await UserFactory.count(35).create();

    const statuses: number[] = [];
    for (const { email } of users) statuses.push((await logIn(email, '192.0.2.50', FACTORY_PASSWORD)).status);

    expect(statuses.filter((status) => status === 201)).toHaveLength(35);
  });
});

describe('a client that logs in', () => {
  it('gets the headers of the limit that it reaches first', async () => {
    const { email } = await UserFactory.create();

    const told = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const { headers } = await logIn(email, '192.0.2.50', FACTORY_PASSWORD);
      told.push([headers['ratelimit-limit'], headers['ratelimit-remaining'], headers['x-ratelimit-remaining']]);
    }

    expect(told).toEqual(['4', '3', '2', '1', '0', '0'].map((remaining) => ['5', remaining, remaining]));
  });
});
