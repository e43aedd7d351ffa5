import { oauthConfig, type ProviderConfig } from '../../config/oauth.js';
import type { OAuthDriver } from './OAuthDriver.js';

async function open(name: string, config: ProviderConfig): Promise<OAuthDriver> {
  switch (config.driver) {
    case 'openid':
      return new (await import('./OpenIdProvider.js')).OpenIdProvider(name, config);
    case 'github':
      return new (await import('./GitHubProvider.js')).GitHubProvider(name, config);
  }
}

const opened = new Map<string, Promise<OAuthDriver>>();

/** The provider of this name, opened at its first use; undefined where there is none, or no client for it. */
export function oauthDriver(name: string): Promise<OAuthDriver> | undefined {
  const config = Object.hasOwn(oauthConfig.providers, name) ? oauthConfig.providers[name] : undefined;
  if (!config?.clientId) return undefined;
  const driver = opened.get(name) ?? open(name, config);
  opened.set(name, driver);
  return driver;
}
