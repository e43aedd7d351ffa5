import { oauthConfig } from '../../config/oauth.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';

const [defaultRedirect] = oauthConfig.redirects;

/**
 * Returns the URL to which the browser is redirected after a login, by default the front end. It must match a
 * configured URL exactly: an open redirector would leak codes (RFC 9700, 4.11).
 *
 * @throws ValidationFailed
 */
export function resolveRedirect(requested: string = defaultRedirect.href): string {
  const href = URL.canParse(requested) ? new URL(requested).href : undefined;
  const allowed = oauthConfig.redirects.find((redirect) => redirect.href === href);
  if (!allowed) throw ValidationFailed.forField('redirect', 'This redirect URL is not allowed');
  return allowed.href;
}

/** Adds query parameters to a URL. */
export function withParameters(href: string, parameters: Record<string, string>): string {
  const url = new URL(href);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
