import { appConfig } from './app.js';
import { env } from './env.js';

interface OAuthClient {
  /** As the provider knows this application. Without one, the provider is not offered. */
  clientId: string | undefined;
  clientSecret: string | undefined;
  scopes: readonly string[];
}

/** A provider that speaks OpenID Connect: all else is found at its issuer. */
export interface OpenIdConfig extends OAuthClient {
  driver: 'openid';
  issuer: string;
}

/** GitHub, or a GitHub Enterprise server. */
export interface GitHubConfig extends OAuthClient {
  driver: 'github';
  url: string;
  api: string;
}

export type ProviderConfig = OpenIdConfig | GitHubConfig;

/** By the name that stands in their addresses; `exchange` and `accounts` are taken. */
const providers: Record<string, ProviderConfig> = {
  google: {
    driver: 'openid',
    issuer: env.GOOGLE_ISSUER,
    clientId: env.GOOGLE_CLIENT_ID,
    clientSecret: env.GOOGLE_CLIENT_SECRET,
    scopes: ['openid', 'email', 'profile'],
  },
  github: {
    driver: 'github',
    url: env.GITHUB_URL,
    api: env.GITHUB_API_URL,
    clientId: env.GITHUB_CLIENT_ID,
    clientSecret: env.GITHUB_CLIENT_SECRET,
    scopes: ['read:user', 'user:email'],
  },
};

export const oauthConfig = {
  providers,
  /** Where browsers may be sent back to: the first unless the client chooses another. Nowhere else. */
  redirects: [new URL(appConfig.frontendUrl), ...env.OAUTH_REDIRECT_URLS.map((url) => new URL(url))] as [URL, ...URL[]],
  /** Seconds for each step: at the provider, to fetch the tokens, to confirm a link. */
  lifetimes: { state: 600, code: 60, link: 300 },
  /** Seconds for which a provider may keep us waiting at each request. */
  timeoutSeconds: 5,
  /** Seconds after which a provider is asked anew for its endpoints. */
  discoveryTtlSeconds: 3_600,
  /** Where each provider sends the browser back to. */
  buildCallbackUrl: (provider: string): string => `${appConfig.url}/api/auth/oauth/${provider}/callback`,
};
