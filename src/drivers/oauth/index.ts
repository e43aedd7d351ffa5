import { oauthConfig, type ProviderConfig } from '../../config/oauth.js';
import type { OAuthDriver } from './OAuthDriver.js';

async function createOAuthDriver(name: string, config: ProviderConfig): Promise<OAuthDriver> {
  switch (config.driver) {
    case 'openid':
      return new (await import('./OpenIdProvider.js')).OpenIdProvider(name, config);
    case 'github':
      return new (await import('./GitHubProvider.js')).GitHubProvider(name, config);
  }
}

const openedDrivers = new Map<string, Promise<OAuthDriver>>();

/** Returns the provider of this name, created on first use; undefined if it is unknown or not configured. */
export function getOAuthDriver(name: string): Promise<OAuthDriver> | undefined {
  const config = Object.hasOwn(oauthConfig.providers, name) ? oauthConfig.providers[name] : undefined;
  if (!config?.clientId) return undefined;
  const driver = openedDrivers.get(name) ?? createOAuthDriver(name, config);
  openedDrivers.set(name, driver);
  return driver;
}
