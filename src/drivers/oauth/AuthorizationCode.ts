import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
} from 'openid-client';
import { oauthConfig } from '../../config/oauth.js';
import { explained } from './failures.js';
import type { Attempt, Identity, OAuthDriver } from './OAuthDriver.js';

export type Tokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** The part of an identity that the tokens tell. */
export function tokensOf(tokens: Tokens): Pick<Identity, 'accessToken' | 'refreshToken' | 'expiresIn'> {
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? null,
    expiresIn: tokens.expiresIn() ?? null,
  };
}

/** First and last name of a name in one piece. */
export function splitName(name: string): Pick<Identity, 'firstname' | 'lastname'> {
  const [firstname = '', ...others] = name.trim().split(/\s+/);
  return { firstname, lastname: others.join(' ') };
}

/** The authorization code flow with PKCE, which is the same with every provider (RFC 9700). */
export abstract class AuthorizationCode implements OAuthDriver {
  public constructor(
    protected readonly name: string,
    private readonly scopes: readonly string[],
  ) {}

  public authorizationUrl(attempt: Attempt): Promise<URL> {
    return this.explaining(async () => {
      const configuration = await this.configuration();
      return buildAuthorizationUrl(configuration, {
        redirect_uri: oauthConfig.callbackUrl(this.name),
        scope: this.scopes.join(' '),
        state: attempt.state,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...this.parameters(attempt),
      });
    });
  }

  public identify(parameters: URLSearchParams, attempt: Attempt): Promise<Identity> {
    return this.explaining(async () => {
      const configuration = await this.configuration();
      const callback = new URL(`?${parameters.toString()}`, oauthConfig.callbackUrl(this.name));
      const tokens = await authorizationCodeGrant(configuration, callback, {
        expectedState: attempt.state,
        pkceCodeVerifier: attempt.verifier,
        ...this.checks(attempt),
      });
      return this.identity(configuration, tokens);
    });
  }

  /** What the library knows of the provider and of us. */
  protected abstract configuration(): Promise<Configuration>;

  protected abstract identity(configuration: Configuration, tokens: Tokens): Promise<Identity>;

  /** What else is sent along. */
  protected parameters(_attempt: Attempt): Record<string, string> {
    return {};
  }

  /** What else the answer must fulfil. */
  protected checks(_attempt: Attempt): { expectedNonce?: string } {
    return {};
  }

  private async explaining<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explained(this.name, error);
    }
  }
}
