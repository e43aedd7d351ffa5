import { AuditLog } from '../../src/audit/AuditLog.js';
import type { User } from '../../src/models/users/User.js';
import { Browser } from './browser.js';
import { as, guest } from './http.js';

type Parameters = Partial<Record<string, string>>;

/** Logs in at a provider; returns the parameters of the redirect to the front end. */
export async function logIn(provider: string, browser = new Browser(), query = ''): Promise<Parameters> {
  const { url } = await browser.follow(`/api/auth/oauth/${provider}${query}`);
  return Object.fromEntries(url.searchParams);
}

/** The callback to which the provider redirects; the browser does not request it. */
export async function callbackUrl(provider: string, browser = new Browser()): Promise<URL> {
  const callback = `http://lumina.test/api/auth/oauth/${provider}/callback`;
  const { url } = await browser.follow(`/api/auth/oauth/${provider}`, callback);
  return url;
}

/** Requests the callback; returns the parameters of the redirect to the front end. */
export async function followCallback(callback: URL, browser: Browser): Promise<Parameters> {
  const { url } = await browser.follow(callback.href);
  return Object.fromEntries(url.searchParams);
}

/** Starts to link an account, up to the provider's response. */
export async function requestLink(user: User, provider: string, browser = new Browser()): Promise<Parameters> {
  const { body } = await as(user).post(`/api/auth/oauth/${provider}/link`);
  const { url } = await browser.follow(body.data.url);
  return Object.fromEntries(url.searchParams);
}

/** Links an account completely. */
export async function link(user: User, provider: string) {
  const { link_code: code } = await requestLink(user, provider);
  return as(user).post('/api/auth/oauth/accounts', { code });
}

export function exchange(code: string | undefined, verifier?: string) {
  return guest.post('/api/auth/oauth/exchange', { code, verifier });
}

/** The audit entries of these actions, oldest first. */
export async function auditedValues(action: string): Promise<unknown[]> {
  const entries = await AuditLog.findAll({ where: { action }, order: ['id'] });
  return entries.map(({ before, after }) => JSON.parse(after ?? before ?? 'null') as unknown);
}
