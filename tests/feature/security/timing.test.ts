import { describe, expect, it, jest } from '@jest/globals';

// Dear enough to be what an attacker would measure, and cheap enough to be done many times.
process.env.BCRYPT_ROUNDS = '10';
// Jobs are handed in and left, as by a server that is not a worker.
process.env.QUEUE_CONNECTION = 'database';
process.env.REQUIRE_VERIFIED_EMAIL = 'true';

const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { guest } = await import('../../support/http.js');

jest.setTimeout(300_000);

const SAMPLES = 100;
const FEWER = 60;
const TOLERANCE = 0.05;
/** A machine that is busy with something else spoils a run; a real difference shows in all of them. */
const RUNS = 6;

type Request = () => Promise<unknown>;

async function time(request: Request): Promise<number> {
  const start = performance.now();
  await request();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** How much longer the one takes than the other, as a share; they are asked in turn. */
async function difference(one: Request, other: Request, samples: number): Promise<number> {
  const [first, second]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < samples; sample += 1) {
    first.push(await time(one));
    second.push(await time(other));
  }
  return Math.abs(median(first) / median(second) - 1);
}

async function smallestDifference(one: Request, other: Request, samples = FEWER): Promise<number> {
  let smallest = Infinity;
  for (let run = 0; run < RUNS && smallest > TOLERANCE; run += 1) {
    smallest = Math.min(smallest, await difference(one, other, samples));
  }
  return smallest;
}

describe('the time of an answer', () => {
  it('does not tell at login which accounts exist', async () => {
    const { email } = await UserFactory.create();
    const logIn = (address: string) => () => guest.post('/api/login', { email: address, password: 'wrong password' });
    await logIn('warm@example.com')();

    const share = await smallestDifference(logIn(email), logIn('nobody@example.com'), SAMPLES);

    expect(share).toBeLessThan(TOLERANCE);
  });

  it('does not tell at registration which accounts exist', async () => {
    const { email } = await UserFactory.create();
    let made = 0;
    const names = { firstname: 'Ada', lastname: 'Lovelace', password: FACTORY_PASSWORD };
    const register = (address: () => string) => () => guest.post('/api/auth/register', { ...names, email: address() });
    const fresh = () => `newcomer${(made += 1)}@example.com`;

    const share = await smallestDifference(
      register(() => email),
      register(fresh),
    );

    expect(share).toBeLessThan(TOLERANCE);
  });
});
