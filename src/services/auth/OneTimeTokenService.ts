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
  /** What its bearer may do with it; kept as JSON. */
  data?: TokenData;
}

/** What a token stands for. */
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

/** Tokens that work once: sent by mail, or handed to a client for its next step. */
class OneTimeTokenService {
  /** A new token as text, which is nowhere kept. */
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

  /** As issue(), but the user's older tokens of this purpose work no longer. */
  public replace(token: NewToken & { userId: number }): Promise<string> {
    return transaction(async () => {
      await this.revoke(token.userId, token.purpose);
      return this.issue(token);
    });
  }

  /** What the token stands for, which stays usable. @throws InvalidToken */
  public async peek(purpose: Purpose, token: string): Promise<TokenPayload> {
    const found = await OneTimeToken.findOne({ where: validToken(purpose, token) });
    if (!found) throw new InvalidToken();
    return toPayload(found);
  }

  /** What the token stands for, which works no longer; of parallel tries one succeeds. @throws InvalidToken */
  public async consume(purpose: Purpose, token: string): Promise<TokenPayload> {
    const where = validToken(purpose, token);
    const found = await OneTimeToken.findOne({ where });
    const removed = found ? await OneTimeToken.destroy({ where: { ...where, id: found.id } }) : 0;
    if (!found || removed !== 1) throw new InvalidToken();
    return toPayload(found);
  }

  /** Makes the user's tokens of some purposes worthless. */
  public async revoke(userId: number, ...purposes: Purpose[]): Promise<void> {
    await OneTimeToken.destroy({ where: { userId, purpose: purposes } });
  }
}

export default new OneTimeTokenService();
