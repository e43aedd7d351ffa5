import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
} from 'openid-client';
import { oauthConfig } from '../../config/oauth.js';
import { toHttpException } from './failures.js';
import type { AuthorizationRequest, Identity, OAuthDriver } from './OAuthDriver.js';

export type Tokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** Picks the part of an identity that comes from the tokens. */
export function pickTokens(tokens: Tokens): Pick<Identity, 'accessToken' | 'refreshToken' | 'expiresIn'> {
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? null,
    expiresIn: tokens.expiresIn() ?? null,
  };
}

/** Splits a full name at its first space. */
export function splitName(name: string): Pick<Identity, 'firstname' | 'lastname'> {
  const [firstname = '', ...others] = name.trim().split(/\s+/);
  return { firstname, lastname: others.join(' ') };
}

/** The authorization code flow with PKCE (RFC 9700), common to all providers. */
export abstract class AuthorizationCode implements OAuthDriver {
  public constructor(
    protected readonly name: string,
    private readonly scopes: readonly string[],
  ) {}

  public createAuthorizationUrl(request: AuthorizationRequest): Promise<URL> {
    return this.translateErrors(async () => {
      const configuration = await this.getConfiguration();
      return buildAuthorizationUrl(configuration, {
        redirect_uri: oauthConfig.buildCallbackUrl(this.name),
        scope: this.scopes.join(' '),
        state: request.state,
        code_challenge: await calculatePKCECodeChallenge(request.codeVerifier),
        code_challenge_method: 'S256',
        ...this.extraParameters(request),
      });
    });
  }

  public identify(parameters: URLSearchParams, request: AuthorizationRequest): Promise<Identity> {
    return this.translateErrors(async () => {
      const configuration = await this.getConfiguration();
      const callback = new URL(`?${parameters.toString()}`, oauthConfig.buildCallbackUrl(this.name));
      const tokens = await authorizationCodeGrant(configuration, callback, {
        expectedState: request.state,
        pkceCodeVerifier: request.codeVerifier,
        ...this.extraChecks(request),
      });
      return this.fetchIdentity(configuration, tokens);
    });
  }

  /** Returns the metadata of the provider and of our client. */
  protected abstract getConfiguration(): Promise<Configuration>;

  protected abstract fetchIdentity(configuration: Configuration, tokens: Tokens): Promise<Identity>;

  /** Returns further parameters of the authorization URL. */
  protected extraParameters(_request: AuthorizationRequest): Record<string, string> {
    return {};
  }

  /** Returns further checks of the token response. */
  protected extraChecks(_request: AuthorizationRequest): { expectedNonce?: string } {
    return {};
  }

  private async translateErrors<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toHttpException(this.name, error);
    }
  }
}
