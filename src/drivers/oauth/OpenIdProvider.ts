import {
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import { z } from 'zod';
import { oauthConfig, type OpenIdConfig } from '../../config/oauth.js';
import { clock } from '../../utils/clock.js';
import { allowPlainHttp } from './allowPlainHttp.js';
import { AuthorizationCode, splitName, type Tokens, pickTokens } from './AuthorizationCode.js';
import type { AuthorizationRequest, Identity } from './OAuthDriver.js';

/** Some providers send booleans as strings. */
const lenientBoolean = z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false);

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: lenientBoolean,
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
});

type Claims = z.output<typeof Claims>;

function pickNames({ name, given_name, family_name }: Claims): Pick<Identity, 'firstname' | 'lastname'> {
  return given_name ? { firstname: given_name, lastname: family_name ?? '' } : splitName(name ?? '');
}

/** Any OpenID Connect provider, such as Google. */
export class OpenIdProvider extends AuthorizationCode {
  private cachedDiscovery: { configuration: Promise<Configuration>; until: Date } | undefined;

  public constructor(
    name: string,
    private readonly config: OpenIdConfig,
  ) {
    super(name, config.scopes);
  }

  protected async getConfiguration(): Promise<Configuration> {
    if (!this.cachedDiscovery || this.cachedDiscovery.until < clock.now()) {
      this.cachedDiscovery = {
        configuration: this.discoverConfiguration(),
        until: clock.in(oauthConfig.discoveryTtlSeconds),
      };
    }
    try {
      return await this.cachedDiscovery.configuration;
    } catch (error) {
      this.cachedDiscovery = undefined;
      throw error;
    }
  }

  protected override extraParameters({ nonce }: AuthorizationRequest): Record<string, string> {
    return { nonce };
  }

  protected override extraChecks({ nonce }: AuthorizationRequest): { expectedNonce: string } {
    return { expectedNonce: nonce };
  }

  protected async fetchIdentity(configuration: Configuration, tokens: Tokens): Promise<Identity> {
    const claims = Claims.parse(await this.fetchClaims(configuration, tokens));
    return {
      id: claims.sub,
      email: claims.email ?? null,
      isEmailVerified: claims.email_verified,
      ...pickNames(claims),
      ...pickTokens(tokens),
    };
  }

  /** Many providers return profile claims from the userinfo endpoint only. */
  private async fetchClaims(configuration: Configuration, tokens: Tokens): Promise<object> {
    const claims = tokens.claims();
    const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
    if (!claims || claims.email !== undefined || !hasUserInfo) return claims ?? {};
    return { ...claims, ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)) };
  }

  private discoverConfiguration(): Promise<Configuration> {
    const { issuer, clientId = '', clientSecret } = this.config;
    const authentication = clientSecret ? ClientSecretPost(clientSecret) : None();
    return discovery(new URL(issuer), clientId, undefined, authentication, {
      timeout: oauthConfig.timeoutSeconds,
      // TLS already authenticates the token endpoint, so OpenID Connect lets clients skip the signature. A
      // misconfigured proxy in between could still alter the ID token, so it is verified.
      execute: [enableNonRepudiationChecks, ...allowPlainHttp(issuer)],
    });
  }
}
