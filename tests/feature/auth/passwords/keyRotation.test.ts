import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';

const OLD = 'the-secret-of-yesterday-0123456789';
const [DAY, NOW] = [86_400_000, Date.now()];
process.env.JWT_PREVIOUS_SECRET = OLD;
process.env.JWT_PREVIOUS_SECRET_UNTIL = new Date(NOW + 600_000).toISOString();

const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { regenerateSecrets, rotateSigningKey } = await import('../../../../src/config/dotenv.js');
const { authConfig } = await import('../../../../src/config/auth.js');
const { parseEnv } = await import('node:util');
const { withToken } = await import('../../../support/http.js');
const { buildClaims, signInDevice, hmac, jwt } = await import('../../../support/tokens.js');

const oldId = authConfig.accessToken.previousKeys[0]?.id;

async function signedByOld(header: object) {
  const user = await UserFactory.create();
  const { session } = await signInDevice(user);
  return withToken(jwt(buildClaims(user, session), header, hmac('sha256', OLD)));
}

afterEach(() => clock.reset());

describe('a token signed with the previous key', () => {
  it('is accepted until the key expires', async () => {
    const client = await signedByOld({ kid: oldId });

    const before = await client.get('/api/me');
    clock.travel(601);
    const after = await client.get('/api/me');

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  it.each([
    ['no key', {}],
    ['the current key', { kid: authConfig.accessToken.key.id }],
    ['an unknown key', { kid: 'nobody12' }],
    ['a file path', { kid: '../../../../dev/null' }],
    ['SQL', { kid: "x' UNION SELECT 'secret" }],
    ['an object as the key ID', { kid: { id: oldId } }],
    ['an embedded key', { kid: 'x', jwk: { kty: 'oct', k: Buffer.from(OLD).toString('base64url') } }],
  ])('is rejected if its header names %s', async (_name, header) => {
    const client = await signedByOld(header);

    const response = await client.get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });
});

describe('a key rotation', () => {
  it('keeps the old secret for the lifetime of its tokens and leaves other settings alone', () => {
    const before = `JWT_SECRET=${OLD}\nJWT_EXPIRES_IN=1h\nJWT_REFRESH_SECRET=stays\n# a comment\n`;

    const text = rotateSigningKey(before);

    const { JWT_SECRET, JWT_PREVIOUS_SECRET, JWT_PREVIOUS_SECRET_UNTIL = '', JWT_REFRESH_SECRET } = parseEnv(text);
    expect(JWT_PREVIOUS_SECRET).toBe(OLD);
    expect(JWT_SECRET).not.toBe(OLD);
    expect(JWT_REFRESH_SECRET).toBe('stays');
    expect(text).toContain('# a comment');
    expect(new Date(JWT_PREVIOUS_SECRET_UNTIL).getTime() - NOW).toBeLessThan(DAY);
    expect(new Date(JWT_PREVIOUS_SECRET_UNTIL).getTime() - NOW).toBeGreaterThanOrEqual(3_599_000);
  });

  it('ends when every secret is replaced', () => {
    const { JWT_PREVIOUS_SECRET, JWT_PREVIOUS_SECRET_UNTIL } = parseEnv(
      regenerateSecrets(rotateSigningKey(`JWT_SECRET=${OLD}\n`)),
    );

    expect([JWT_PREVIOUS_SECRET, JWT_PREVIOUS_SECRET_UNTIL]).toEqual(['', '']);
  });

  it('derives key IDs that reveal nothing about the keys', () => {
    expect(authConfig.accessToken.key.id).not.toContain(
      createHash('sha256').update(OLD).digest('base64url').slice(0, 8),
    );
    expect(oldId).toMatch(/^[\w-]{8}$/);
  });
});
