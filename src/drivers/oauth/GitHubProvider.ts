import { ClientSecretPost, Configuration, fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import { appConfig } from '../../config/app.js';
import { type GitHubConfig, oauthConfig } from '../../config/oauth.js';
import { allowPlainHttp } from './allowPlainHttp.js';
import { AuthorizationCode, splitName, type Tokens, pickTokens } from './AuthorizationCode.js';
import type { Identity } from './OAuthDriver.js';
import { UnexpectedProviderResponse } from './UnexpectedProviderResponse.js';

const Profile = z.object({ id: z.int().positive(), login: z.string(), name: z.string().nullish() });

const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

function createConfiguration({ url, clientId = '', clientSecret = '' }: GitHubConfig): Configuration {
  const issuer = `${url.replace(/\/$/, '')}/login/oauth`;
  const server = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/access_token`,
    code_challenge_methods_supported: ['S256'],
  };
  const configuration = new Configuration(server, clientId, undefined, ClientSecretPost(clientSecret));
  configuration.timeout = oauthConfig.timeoutSeconds;
  for (const permit of allowPlainHttp(url)) permit(configuration);
  return configuration;
}

/** GitHub supports OAuth 2 without OpenID Connect, so the identity comes from its API. */
export class GitHubProvider extends AuthorizationCode {
  private readonly clientConfiguration: Configuration;

  public constructor(
    name: string,
    private readonly config: GitHubConfig,
  ) {
    super(name, config.scopes);
    this.clientConfiguration = createConfiguration(config);
  }

  protected getConfiguration(): Promise<Configuration> {
    return Promise.resolve(this.clientConfiguration);
  }

  protected async fetchIdentity(_configuration: Configuration, tokens: Tokens): Promise<Identity> {
    const profile = Profile.parse(await this.fetchJson('/user', tokens));
    const emails = Emails.parse(await this.fetchJson('/user/emails?per_page=100', tokens));
    const primary = emails.find((email) => email.primary);
    return {
      id: String(profile.id),
      email: primary?.email ?? null,
      isEmailVerified: primary?.verified ?? false,
      ...splitName(profile.name ?? profile.login),
      ...pickTokens(tokens),
    };
  }

  private async fetchJson(path: string, { access_token: token }: Tokens): Promise<unknown> {
    const url = new URL(this.config.api.replace(/\/$/, '') + path);
    const headers = new Headers({ Accept: 'application/vnd.github+json', 'User-Agent': appConfig.title });
    const response = await fetchProtectedResource(this.clientConfiguration, token, url, 'GET', undefined, headers);
    if (!response.ok) throw new UnexpectedProviderResponse(response.status, path);
    return response.json();
  }
}
