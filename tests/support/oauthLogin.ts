import { AuditLog } from '../../src/audit/AuditLog.js';
import type { User } from '../../src/models/users/User.js';
import { Browser } from './browser.js';
import { as, guest } from './http.js';

type Parameters = Partial<Record<string, string>>;

/** Logs in at a provider; returns the parameters with which the browser comes to the front end. */
export async function logIn(provider: string, browser = new Browser(), query = ''): Promise<Parameters> {
  const { url } = await browser.follow(`/api/auth/oauth/${provider}${query}`);
  return Object.fromEntries(url.searchParams);
}

/** The callback to which the provider sends the browser, which does not go there. */
export async function callbackUrl(provider: string, browser = new Browser()): Promise<URL> {
  const callback = `http://lumina.test/api/auth/oauth/${provider}/callback`;
  const { url } = await browser.follow(`/api/auth/oauth/${provider}`, callback);
  return url;
}

/** Goes there; returns the parameters with which the browser comes to the front end. */
export async function followCallback(callback: URL, browser: Browser): Promise<Parameters> {
  const { url } = await browser.follow(callback.href);
  return Object.fromEntries(url.searchParams);
}

/** Begins to link an account and lets the provider answer. */
export async function requestLink(user: User, provider: string, browser = new Browser()): Promise<Parameters> {
  const { body } = await as(user).post(`/api/auth/oauth/${provider}/link`);
  const { url } = await browser.follow(body.data.url);
  return Object.fromEntries(url.searchParams);
}

/** Links an account from the beginning to the end. */
export async function link(user: User, provider: string) {
  const { link_code: code } = await requestLink(user, provider);
  return as(user).post('/api/auth/oauth/accounts', { code });
}

export function exchange(code: string | undefined, verifier?: string) {
  return guest.post('/api/auth/oauth/exchange', { code, verifier });
}

/** What the audit notes of these actions, the latest last. */
export async function auditedValues(action: string): Promise<unknown[]> {
  const entries = await AuditLog.findAll({ where: { action }, order: ['id'] });
  return entries.map(({ before, after }) => JSON.parse(after ?? before ?? 'null') as unknown);
}
