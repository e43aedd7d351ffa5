import { describe, expect, it, jest } from '@jest/globals';

// The cost is high enough to dominate the response time and low enough for many samples.
process.env.BCRYPT_ROUNDS = '10';
// Jobs are only enqueued, as on a server without a worker.
process.env.QUEUE_CONNECTION = 'database';
process.env.REQUIRE_VERIFIED_EMAIL = 'true';

const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { guest } = await import('../../support/http.js');

jest.setTimeout(300_000);

const SAMPLES = 100;
const FEWER = 60;
const TOLERANCE = 0.05;
/** A busy machine spoils single runs, while a real difference shows in all of them. */
const RUNS = 6;

type Request = () => Promise<unknown>;

async function measure(request: Request): Promise<number> {
  const start = performance.now();
  await request();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Returns the relative difference of the median times. The requests alternate. */
async function measureDifference(one: Request, other: Request, samples: number): Promise<number> {
  const [first, second]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < samples; sample += 1) {
    first.push(await measure(one));
    second.push(await measure(other));
  }
  return Math.abs(median(first) / median(second) - 1);
}

async function measureSmallestDifference(one: Request, other: Request, samples = FEWER): Promise<number> {
  let smallest = Infinity;
  for (let run = 0; run < RUNS && smallest > TOLERANCE; run += 1) {
    smallest = Math.min(smallest, await measureDifference(one, other, samples));
  }
  return smallest;
}

describe('the response time', () => {
  it('does not reveal at login which accounts exist', async () => {
    const { email } = await UserFactory.create();
    const logIn = (address: string) => () => guest.post('/api/login', { email: address, password: 'wrong password' });
    await logIn('warm@example.com')();

    const difference = await measureSmallestDifference(logIn(email), logIn('nobody@example.com'), SAMPLES);

    expect(difference).toBeLessThan(TOLERANCE);
  });

  it('does not reveal at registration which accounts exist', async () => {
    const { email } = await UserFactory.create();
    let made = 0;
    const names = { firstname: 'Ada', lastname: 'Lovelace', password: FACTORY_PASSWORD };
    const register = (address: () => string) => () => guest.post('/api/auth/register', { ...names, email: address() });
    const newEmail = () => `newcomer${(made += 1)}@example.com`;

    const difference = await measureSmallestDifference(
      register(() => email),
      register(newEmail),
    );

    expect(difference).toBeLessThan(TOLERANCE);
  });
});
