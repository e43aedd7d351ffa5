import { createHash, createHmac } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { z } from 'zod';
import { authConfig, type SigningKey } from '../../config/auth.js';
import { InvalidToken } from '../../exceptions/errors.js';
import type { Session } from '../../models/auth/Session.js';
import { PLANS, type User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';

const { accessToken, refreshToken } = authConfig;

const Header = z.object({ kid: z.string().optional() });

const Claims = z.object({
  type: z.literal('access'),
  id: z.int().positive(),
  email: z.string(),
  role: z.string(),
  plan: z.enum(PLANS),
  sid: z.int().positive(),
  exp: z.int(),
});

/** The claims of an access token: user id, email, role and plan at the time of issue, and the session's id. */
export type Claims = z.output<typeof Claims>;

/** The parts of a refresh token. In its text form they are joined by a dot. */
export interface RefreshToken {
  family: string;
  secret: string;
}

/** Finds the signing key by `kid`, among the configured keys only (key rotation). @throws InvalidToken */
function signingKeyFor(token: string): SigningKey {
  const header = Header.safeParse(JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()));
  if (!header.success) throw new InvalidToken();
  const { kid = accessToken.key.id } = header.data;
  const signingKey = [accessToken.key, ...accessToken.previousKeys].find(({ id }) => id === kid);
  if (!signingKey || (signingKey.validUntil && signingKey.validUntil <= clock.now())) throw new InvalidToken();
  return signingKey;
}

/** Issues and verifies tokens. It does not know which of them were revoked. */
class TokenService {
  /** Signs an access token (JWT, HS256) for a session. */
  public issue(user: User, session: Pick<Session, 'id'>): string {
    const { algorithm, issuer, audience, expiresIn } = accessToken;
    const { id, email, role, plan } = user;
    const iat = clock.epochSeconds();
    const claims = { type: 'access', id, email, role, plan, sid: session.id, iat };
    const options = { algorithm, issuer, audience, expiresIn, subject: String(id), keyid: accessToken.key.id };
    return jsonwebtoken.sign(claims, accessToken.key.key, options);
  }

  /**
   * Verifies an access token and returns its claims. Algorithm, issuer, audience and type are pinned (RFC 8725).
   *
   * @throws InvalidToken, or jsonwebtoken's errors for a bad signature or an expired token
   */
  public verify(token: string): Claims {
    const claims = Claims.safeParse(this.verifySignature(token));
    if (!claims.success) throw new InvalidToken();
    return claims.data;
  }

  public generateRefreshToken(): RefreshToken {
    return { family: randomToken(16), secret: randomToken() };
  }

  /**
   * Returns the successor of a refresh token. It is derived with the server's key, so that repeated requests get the
   * same successor and a token family never splits.
   */
  public nextToken({ family, secret }: RefreshToken): RefreshToken {
    return { family, secret: createHmac('sha256', refreshToken.key).update(`${family}.${secret}`).digest('base64url') };
  }

  public parseRefreshToken(text: string): RefreshToken {
    const [, family, secret] = /^([\w-]{22})\.([\w-]{43})$/.exec(text) ?? [];
    if (!family || !secret) throw new InvalidToken();
    return { family, secret };
  }

  public formatRefreshToken({ family, secret }: RefreshToken): string {
    return `${family}.${secret}`;
  }

  /** Hashes a token for storage. A plain digest is enough for 256 random bits. */
  public hash(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  private verifySignature(token: string): unknown {
    const { algorithm, issuer, audience } = accessToken;
    try {
      const options = { algorithms: [algorithm], issuer, audience, clockTimestamp: clock.epochSeconds() };
      return jsonwebtoken.verify(token, signingKeyFor(token).key, options);
    } catch (error) {
      // jsonwebtoken throws the parser's own error for a payload that is not JSON.
      throw error instanceof SyntaxError ? new InvalidToken() : error;
    }
  }
}

export default new TokenService();
