import { InvalidToken } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';
import OneTimeTokenService from './OneTimeTokenService.js';

/** The response to a login that still requires a two-factor code. */
export interface TwoFactorChallenge {
  challengeToken: string;
  /** Seconds until it expires. */
  expiresIn: number;
}

/** The user of a challenge, and the audited action of the completed login. */
interface PendingChallenge {
  userId: number;
  action: string;
}

const PURPOSE = 'two-factor-challenge';
const EXPIRES_IN_SECONDS = 300;

/** Challenges of logins that still require a two-factor code. */
class TwoFactorChallengeService {
  /** Issues a challenge. @param action the audited action of the completed login */
  public async issue({ id: userId }: User, action: string): Promise<TwoFactorChallenge> {
    const expiresIn = EXPIRES_IN_SECONDS;
    const token = { purpose: PURPOSE, userId, expiresIn, data: { action } } as const;
    return { challengeToken: await OneTimeTokenService.issue(token), expiresIn };
  }

  /** Reads a challenge without consuming it. @throws InvalidToken */
  public async peek(token: string): Promise<PendingChallenge> {
    const { userId, data } = await OneTimeTokenService.peek(PURPOSE, token);
    if (userId === null) throw new InvalidToken();
    return { userId, action: String(data.action) };
  }

  /** Consumes a challenge. Only one of several concurrent attempts succeeds. @throws InvalidToken */
  public async consume(token: string): Promise<void> {
    await OneTimeTokenService.consume(PURPOSE, token);
  }
}

export default new TwoFactorChallengeService();
