import { z } from 'zod';
import type { SignInResult } from '../../services/auth/AuthService.js';
import IssuedTokensResource from './IssuedTokensResource.js';
import TwoFactorChallengeResource from './TwoFactorChallengeResource.js';

/** The response of every login: tokens, or a challenge if a second factor is required. */
class SignInResource {
  public readonly schema = z.union([IssuedTokensResource.schema, TwoFactorChallengeResource.schema]);

  public one(result: SignInResult): Record<string, unknown> {
    if ('challengeToken' in result) return TwoFactorChallengeResource.one(result);
    return IssuedTokensResource.one(result);
  }

  public messageFor(result: SignInResult): string {
    return 'challengeToken' in result ? 'A code from your authenticator app is required' : 'Logged in successfully';
  }
}

export default new SignInResource();
