import { appConfig } from './app.js';
import { env } from './env.js';

interface OAuthClient {
  /** The client id. Without it, the provider is not offered. */
  clientId: string | undefined;
  clientSecret: string | undefined;
  scopes: readonly string[];
}

/** An OpenID Connect provider, whose endpoints are discovered from its issuer. */
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

/** Providers by the name in their URLs; `exchange` and `accounts` are reserved. */
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
  /** URLs to which a login may redirect. The first one is the default. */
  redirects: [new URL(appConfig.frontendUrl), ...env.OAUTH_REDIRECT_URLS.map((url) => new URL(url))] as [URL, ...URL[]],
  /** Seconds for each step: logging in at the provider, exchanging the code, confirming a link. */
  lifetimes: { state: 600, code: 60, link: 300 },
  /** Timeout of each request to a provider, in seconds. */
  timeoutSeconds: 5,
  /** Seconds for which discovered endpoints are cached. */
  discoveryTtlSeconds: 3_600,
  /** Returns the URL to which the provider redirects the browser. */
  buildCallbackUrl: (provider: string): string => `${appConfig.url}/api/auth/oauth/${provider}/callback`,
};
