import { afterEach, describe, expect, it } from '@jest/globals';
import { InvalidToken } from '../../../../src/exceptions/errors.js';
import type { User } from '../../../../src/models/users/User.js';
import TokenService from '../../../../src/services/auth/TokenService.js';
import { clock } from '../../../../src/utils/clock.js';

const user = { id: 7, email: 'ada@example.com', role: 'user', plan: 'free' } as User;
const session = { id: 12 };

function part(token: string, index: number): { iat?: number; exp?: number } {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as object;
}

describe('an access token', () => {
  afterEach(() => clock.reset());

  it('contains its user, session and expiry', () => {
    const token = TokenService.issue(user, session);

    const claims = part(token, 1);
    expect(part(token, 0)).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.stringMatching(/^[\w-]{8}$/) });
    expect(claims).toMatchObject({ type: 'access', id: 7, sub: '7', email: 'ada@example.com', role: 'user', sid: 12 });
    expect(claims).toMatchObject({ iss: 'lumina', aud: 'lumina-api' });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  it('is parsed as it was issued', () => {
    const claims = TokenService.verify(TokenService.issue(user, session));

    expect(claims).toMatchObject({ id: 7, email: 'ada@example.com', role: 'user', sid: 12 });
  });

  it('is valid until its last second', () => {
    const token = TokenService.issue(user, session);
    const { exp } = TokenService.verify(token);

    clock.travel(exp - clock.epochSeconds() - 2);
    const inTime = () => TokenService.verify(token);

    expect(inTime).not.toThrow();
    clock.travel(3);
    expect(() => TokenService.verify(token)).toThrow('jwt expired');
  });

  it('is invalid without its signature', () => {
    const [header, payload] = TokenService.issue(user, session).split('.');

    expect(() => TokenService.verify(`${header}.${payload}.`)).toThrow('jwt signature is required');
  });
});

describe('a refresh token', () => {
  it('is random, and stored only as a digest', () => {
    const tokens = Array.from({ length: 100 }, () => TokenService.generateRefreshToken());

    const [first] = tokens;
    expect(new Set(tokens.map(({ family }) => family)).size).toBe(100);
    expect(new Set(tokens.map(({ secret }) => secret)).size).toBe(100);
    expect(TokenService.hash(first?.secret ?? '')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('can be formatted and parsed', () => {
    const token = TokenService.generateRefreshToken();

    expect(TokenService.parseRefreshToken(TokenService.formatRefreshToken(token))).toEqual(token);
  });

  it('has one successor, of the same family and format', () => {
    const token = TokenService.generateRefreshToken();

    const successor = TokenService.nextToken(token);

    expect(TokenService.nextToken(token)).toEqual(successor);
    expect(successor.family).toBe(token.family);
    expect(successor.secret).not.toBe(token.secret);
    expect(TokenService.parseRefreshToken(TokenService.formatRefreshToken(successor))).toEqual(successor);
  });

  it('has another successor in another family', () => {
    const { secret } = TokenService.generateRefreshToken();

    const [one, other] = ['a', 'b'].map((family) => TokenService.nextToken({ family, secret }));

    expect(one?.secret).not.toBe(other?.secret);
  });

  it.each([
    '',
    '.',
    'a.b',
    `${'a'.repeat(22)}${'b'.repeat(43)}`,
    `${'a'.repeat(22)}.${'b'.repeat(44)}`,
    ` ${'a'.repeat(22)}.${'b'.repeat(43)}`,
  ])('cannot be parsed from %j', (text) => {
    expect(() => TokenService.parseRefreshToken(text)).toThrow(InvalidToken);
  });
});
