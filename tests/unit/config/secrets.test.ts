import { describe, expect, it } from '@jest/globals';
import { parseEnvironment } from '../../../src/config/env.js';
import { randomToken } from '../../../src/utils/random.js';

function production(secret: string, refreshSecret: string) {
  return () => parseEnvironment({ NODE_ENV: 'production', JWT_SECRET: secret, JWT_REFRESH_SECRET: refreshSecret });
}

describe('the secrets of a production server', () => {
  it.each([
    ['missing', '', 'is missing'],
    ['blank', '    ', 'is missing'],
    ['short', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p', 'is shorter than 32 bytes'],
    ['repetitive', 'abcabcabcabcabcabcabcabcabcabcabcabc', 'is too easy to guess'],
  ])('are rejected if one is %s', (_kind, weak, problem) => {
    const good = randomToken();

    expect(production(weak, good)).toThrow(`JWT_SECRET ${problem}`);
    expect(production(good, weak)).toThrow(`JWT_REFRESH_SECRET ${problem}`);
  });

  it('are reported together', () => {
    expect(production('', 'short')).toThrow(/JWT_SECRET is missing.*\n.*JWT_REFRESH_SECRET is shorter/);
  });

  it('must differ from each other', () => {
    const secret = randomToken();

    expect(production(secret, secret)).toThrow('JWT_REFRESH_SECRET must differ from JWT_SECRET');
  });

  it('are never repeated in the error', () => {
    expect(production('hunter2', 'hunter2')).not.toThrow('hunter2');
  });

  it('are rejected with a hint how to generate one', () => {
    expect(production('', '')).toThrow('npm run key:generate');
  });

  it('are measured in bytes', () => {
    expect(production('äöüßéèêñçøåœ🔑abcd', randomToken())).not.toThrow();
  });

  it('are accepted as they are generated', () => {
    expect(production(randomToken(), randomToken())).not.toThrow();
  });

  it.each(['development', 'test'])('may have any value in %s', (mode) => {
    expect(() => parseEnvironment({ NODE_ENV: mode, JWT_SECRET: 'x', JWT_REFRESH_SECRET: 'x' })).not.toThrow();
  });
});
