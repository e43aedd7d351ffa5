import { afterEach, describe, expect, it } from '@jest/globals';
import { clock } from '../../../src/utils/clock.js';
import { generateSecret, findTimeStep, buildOtpauthUri } from '../../../src/security/totp.js';

// 12345678901234567890 in base 32, the secret of RFC 6238's test vectors. Apps show the last six of the eight digits.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

function travelTo(seconds: number): void {
  clock.travel(seconds - clock.now().getTime() / 1000);
}

afterEach(() => clock.reset());

describe('the code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %d matches RFC 6238', (seconds, code) => {
    travelTo(seconds);

    expect(findTimeStep(SECRET, code)).toBe(Math.floor(seconds / 30));
  });

  it('is constant within its time step', () => {
    const steps = [29, 30, 59, 89, 90].map((seconds) => {
      clock.reset();
      travelTo(seconds);
      return findTimeStep(SECRET, '287082');
    });

    expect(steps).toEqual([1, 1, 1, 1, null]);
  });

  it('differs for another secret', () => {
    travelTo(59);

    expect(findTimeStep(generateSecret(), '287082')).toBeNull();
  });
});

describe('a secret', () => {
  it('has 160 random bits', () => {
    const secrets = Array.from({ length: 100 }, generateSecret);

    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('is part of a URL in which names are encoded', () => {
    const uri = new URL(buildOtpauthUri(SECRET, 'a&secret=x?b@example.com'));

    expect(uri.searchParams.getAll('secret')).toEqual([SECRET]);
    expect(decodeURIComponent(uri.pathname)).toBe('/Lumina:a&secret=x?b@example.com');
  });
});
