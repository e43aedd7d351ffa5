import { z } from 'zod';
import type { Admission } from '../../services/auth/AuthService.js';
import SignedInResource from './IssuedTokensResource.js';
import TwoFactorChallengeResource from './TwoFactorChallengeResource.js';

/** What every way to sign in answers: tokens, or a challenge where a code is missing. */
class AdmissionResource {
  public readonly schema = z.union([SignedInResource.schema, TwoFactorChallengeResource.schema]);

  public one(admission: Admission): Record<string, unknown> {
    if ('challengeToken' in admission) return TwoFactorChallengeResource.one(admission);
    return SignedInResource.one(admission);
  }

  public messageOf(admission: Admission): string {
    return 'challengeToken' in admission ? 'A code of your authenticator app is required' : 'Logged in successfully';
  }
}

export default new AdmissionResource();
