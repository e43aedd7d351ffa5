import { oauthConfig } from '../../config/oauth.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';

const [defaultRedirect] = oauthConfig.redirects;

/**
 * Where the browser goes after a login: what the client asks for, if it is one of the configured addresses to the
 * letter, or the front end. Anything looser would be a way to have codes sent elsewhere (RFC 9700, 4.11).
 *
 * @throws ValidationFailed
 */
export function resolveRedirect(wanted: string = defaultRedirect.href): string {
  const href = URL.canParse(wanted) ? new URL(wanted).href : undefined;
  const known = oauthConfig.redirects.find((redirect) => redirect.href === href);
  if (!known) throw ValidationFailed.forField('redirect', 'Is none of the addresses to which a login may return');
  return known.href;
}

/** The address with these parameters besides its own. */
export function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
