import { z } from 'zod';
import type { IssuedTokens } from '../../services/auth/AuthService.js';
import { Resource } from '../Resource.js';
import UserResource from '../users/UserResource.js';

class IssuedTokensResource extends Resource<IssuedTokens> {
  public readonly schema = z
    .object({
      user: UserResource.schema,
      token: z.string().meta({ description: 'The same as accessToken' }),
      accessToken: z.string().meta({ description: 'A JWT to send as a bearer token' }),
      refreshToken: z.string().meta({ description: 'Works for one refresh, which returns the next one' }),
      expiresIn: z.int().positive().meta({ description: 'Seconds for which the access token is valid', example: 900 }),
    })
    .meta({ id: 'SignedIn' });

  protected override readonly computed = {
    user: ({ user }: IssuedTokens) => UserResource.one(user),
    token: ({ accessToken }: IssuedTokens) => accessToken,
  };
}

export default new IssuedTokensResource();
