import { z } from 'zod';
import type { TwoFactorChallenge } from '../../services/auth/TwoFactorChallengeService.js';
import { Resource } from '../Resource.js';

class TwoFactorChallengeResource extends Resource<TwoFactorChallenge> {
  public readonly schema = z
    .object({
      twoFactorRequired: z.literal(true),
      challengeToken: z.string().meta({ description: 'To be sent along with the code; it opens nothing else' }),
      expiresIn: z.int().positive().meta({ description: 'Seconds for which it can be answered', example: 300 }),
    })
    .meta({ id: 'TwoFactorChallenge' });

  protected override readonly computed = { twoFactorRequired: () => true };
}

export default new TwoFactorChallengeResource();
