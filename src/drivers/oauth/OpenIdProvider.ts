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
import { AuthorizationCode, splitName, type Tokens, tokensOf } from './AuthorizationCode.js';
import { permitInsecure } from './insecure.js';
import type { Attempt, Identity } from './OAuthDriver.js';

/** Some providers write truth as a word. */
const truth = z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false);

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: truth,
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
});

type Claims = z.output<typeof Claims>;

function namesOf({ name, given_name, family_name }: Claims): Pick<Identity, 'firstname' | 'lastname'> {
  return given_name ? { firstname: given_name, lastname: family_name ?? '' } : splitName(name ?? '');
}

/** Any provider of OpenID Connect, such as Google. */
export class OpenIdProvider extends AuthorizationCode {
  private discovered: { configuration: Promise<Configuration>; until: Date } | undefined;

  public constructor(
    name: string,
    private readonly config: OpenIdConfig,
  ) {
    super(name, config.scopes);
  }

  protected async configuration(): Promise<Configuration> {
    if (!this.discovered || this.discovered.until < clock.now()) {
      this.discovered = { configuration: this.discover(), until: clock.in(oauthConfig.discoveryTtl) };
    }
    try {
      return await this.discovered.configuration;
    } catch (error) {
      this.discovered = undefined;
      throw error;
    }
  }

  protected override parameters({ nonce }: Attempt): Record<string, string> {
    return { nonce };
  }

  protected override checks({ nonce }: Attempt): { expectedNonce: string } {
    return { expectedNonce: nonce };
  }

  protected async identity(configuration: Configuration, tokens: Tokens): Promise<Identity> {
    const claims = Claims.parse(await this.claimsOf(configuration, tokens));
    return {
      id: claims.sub,
      email: claims.email ?? null,
      isEmailVerified: claims.email_verified,
      ...namesOf(claims),
      ...tokensOf(tokens),
    };
  }

  /** Many providers tell of the person only where one asks for it, for the same subject. */
  private async claimsOf(configuration: Configuration, tokens: Tokens): Promise<object> {
    const claims = tokens.claims();
    const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
    if (!claims || claims.email !== undefined || !hasMore) return claims ?? {};
    return { ...claims, ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)) };
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId = '', clientSecret } = this.config;
    const authentication = clientSecret ? ClientSecretPost(clientSecret) : None();
    return discovery(new URL(issuer), clientId, undefined, authentication, {
      timeout: oauthConfig.timeout,
      // Over TLS a client need not look at the signature; where anything in between could be wrong, it does.
      execute: [enableNonRepudiationChecks, ...permitInsecure(issuer)],
    });
  }
}
