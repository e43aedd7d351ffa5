import { z } from 'zod';
import type { TwoFactorChallenge } from '../../services/auth/TwoFactorChallengeService.js';
import { Resource } from '../Resource.js';

class TwoFactorChallengeResource extends Resource<TwoFactorChallenge> {
  public readonly schema = z
    .object({
      twoFactorRequired: z.literal(true),
      challengeToken: z.string().meta({ description: 'Send it with the code. It grants no other access' }),
      expiresIn: z.int().positive().meta({ description: 'Seconds for which the challenge is valid', example: 300 }),
    })
    .meta({ id: 'TwoFactorChallenge' });

  protected override readonly computed = { twoFactorRequired: () => true };
}

export default new TwoFactorChallengeResource();
