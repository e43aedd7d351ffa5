import { createHash } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { appConfig } from '../../config/app.js';
import { oauthConfig } from '../../config/oauth.js';

const secure = appConfig.url.startsWith('https:');

// Lax, because the browser comes back from another site. The prefix keeps neighbours on other subdomains from setting it.
const OPTIONS: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
const PREFIX = secure ? '__Host-oauth-' : 'oauth-';

/** One cookie for each attempt: two tabs may log in at the same time. */
function cookieName(state: string): string {
  return PREFIX + createHash('sha256').update(state).digest('hex').slice(0, 16);
}

/** The cookie that ties a login with another provider to the browser in which it began. */
export const oauthStateCookie = {
  set: (res: Response, state: string, secret: string): void => {
    res.cookie(cookieName(state), secret, { ...OPTIONS, maxAge: oauthConfig.lifetimes.state * 1_000 });
  },

  /** Returns the cookie's value and clears it. */
  consume: (req: Request, res: Response, state: string): string | undefined => {
    const begin = `${cookieName(state)}=`;
    const cookie = req.headers.cookie?.split('; ').find((one) => one.startsWith(begin));
    if (cookie) res.clearCookie(cookieName(state), OPTIONS);
    return cookie?.slice(begin.length);
  },
};
