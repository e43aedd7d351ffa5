import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { OneTimeToken, type Purpose } from '../../models/auth/OneTimeToken.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import TokenService from './TokenService.js';

type TokenData = Record<string, unknown>;

interface NewToken {
  purpose: Purpose;
  userId?: number;
  /** Seconds. */
  expiresIn: number;
  /** The token's data, stored as JSON. */
  data?: TokenData;
}

/** The user and the data of a token. */
export interface TokenPayload {
  userId: number | null;
  data: TokenData;
}

function validToken(purpose: Purpose, token: string) {
  return { purpose, tokenHash: TokenService.hash(token), ...OneTimeToken.active() };
}

function toPayload({ userId, data }: OneTimeToken): TokenPayload {
  return { userId, data: JSON.parse(data ?? '{}') as TokenData };
}

/** Single-use tokens: sent by mail, or returned to a client for its next step. Only hashes are stored. */
class OneTimeTokenService {
  /** Issues a token. Its text is never stored. */
  public async issue({ purpose, userId, expiresIn, data }: NewToken): Promise<string> {
    const token = randomToken();
    await OneTimeToken.create({
      purpose,
      userId: userId ?? null,
      tokenHash: TokenService.hash(token),
      data: data ? JSON.stringify(data) : null,
      expiresAt: clock.in(expiresIn),
    });
    return token;
  }

  /** Issues a token and revokes the user's previous tokens of this purpose. */
  public replace(token: NewToken & { userId: number }): Promise<string> {
    return transaction(async () => {
      await this.revoke(token.userId, token.purpose);
      return this.issue(token);
    });
  }

  /** Reads a token without consuming it. @throws InvalidToken */
  public async peek(purpose: Purpose, token: string): Promise<TokenPayload> {
    const stored = await OneTimeToken.findOne({ where: validToken(purpose, token) });
    if (!stored) throw new InvalidToken();
    return toPayload(stored);
  }

  /** Consumes a token: only one of several concurrent attempts succeeds. @throws InvalidToken */
  public async consume(purpose: Purpose, token: string): Promise<TokenPayload> {
    const where = validToken(purpose, token);
    const stored = await OneTimeToken.findOne({ where });
    const removed = stored ? await OneTimeToken.destroy({ where: { ...where, id: stored.id } }) : 0;
    if (!stored || removed !== 1) throw new InvalidToken();
    return toPayload(stored);
  }

  /** Revokes the user's tokens of some purposes. */
  public async revoke(userId: number, ...purposes: Purpose[]): Promise<void> {
    await OneTimeToken.destroy({ where: { userId, purpose: purposes } });
  }
}

export default new OneTimeTokenService();
