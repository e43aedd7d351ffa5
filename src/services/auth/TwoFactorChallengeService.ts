import { InvalidToken } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';
import OneTimeTokenService from './OneTimeTokenService.js';

/** What a client gets in place of tokens while a code is missing. */
export interface TwoFactorChallenge {
  challengeToken: string;
  /** Seconds for which it can be answered. */
  expiresIn: number;
}

/** Who may answer a challenge, and as what the audit then names the sign-in. */
interface PendingChallenge {
  userId: number;
  action: string;
}

const PURPOSE = 'two-factor-challenge';
const EXPIRES_IN = 300;

class TwoFactorChallengeService {
  /** @param action as the audit names the sign-in once it is complete */
  public async issue({ id: userId }: User, action: string): Promise<TwoFactorChallenge> {
    const expiresIn = EXPIRES_IN;
    const token = { purpose: PURPOSE, userId, expiresIn, data: { action } } as const;
    return { challengeToken: await OneTimeTokenService.issue(token), expiresIn };
  }

  /** Whose challenge it is, which can still be answered. @throws InvalidToken */
  public async peek(token: string): Promise<PendingChallenge> {
    const { userId, data } = await OneTimeTokenService.peek(PURPOSE, token);
    if (userId === null) throw new InvalidToken();
    return { userId, action: String(data.action) };
  }

  /** Ends a challenge that was answered; of parallel answers one succeeds. @throws InvalidToken */
  public async consume(token: string): Promise<void> {
    await OneTimeTokenService.consume(PURPOSE, token);
  }
}

export default new TwoFactorChallengeService();
