import { createHash } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { appConfig } from '../../config/app.js';
import { oauthConfig } from '../../config/oauth.js';

const secure = appConfig.url.startsWith('https:');

// Lax, because the provider redirects back from another site. The prefix keeps other subdomains from setting it.
const OPTIONS: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
const PREFIX = secure ? '__Host-oauth-' : 'oauth-';

/** Each login attempt has its own cookie, so that two tabs can log in concurrently. */
function cookieName(state: string): string {
  return PREFIX + createHash('sha256').update(state).digest('hex').slice(0, 16);
}

/** Binds an OAuth login to the browser that started it, against login CSRF (RFC 6749, 10.12). */
export const oauthStateCookie = {
  set: (res: Response, state: string, secret: string): void => {
    res.cookie(cookieName(state), secret, { ...OPTIONS, maxAge: oauthConfig.lifetimes.state * 1_000 });
  },

  /** Returns the cookie's value and clears it. */
  consume: (req: Request, res: Response, state: string): string | undefined => {
    const prefix = `${cookieName(state)}=`;
    const cookie = req.headers.cookie?.split('; ').find((pair) => pair.startsWith(prefix));
    if (cookie) res.clearCookie(cookieName(state), OPTIONS);
    return cookie?.slice(prefix.length);
  },
};
