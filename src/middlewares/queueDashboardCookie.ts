import type { CookieOptions, Request, Response } from 'express';
import { appConfig } from '../config/app.js';
import { signText } from '../security/encryption.js';
import { timingSafeEqualText } from '../security/timingSafeEqualText.js';
import { QUEUE_DASHBOARD_PATH, type QueueDashboardAccess } from '../services/operations/QueueDashboardService.js';
import { clock } from '../utils/clock.js';

const LIFETIME_SECONDS = 3_600;
const PURPOSE = 'queue-dashboard';

const secure = appConfig.isProduction || appConfig.url.startsWith('https:');
const NAME = secure ? '__Secure-queue-dashboard' : 'queue-dashboard';

// A session cookie: the browser also sends it after it has expired, so that the polling page does not use up the rate
// limit of guests at the same IP address.
const OPTIONS: CookieOptions = { httpOnly: true, sameSite: 'strict', secure, path: QUEUE_DASHBOARD_PATH };

const FORMAT = /^((\d{1,15})\.(\d{1,15})\.(\d{1,15}))\.([\w-]{43})$/;

/** The verified content of the cookie. */
interface SignedAccess extends QueueDashboardAccess {
  hasExpired: boolean;
}

function findCookie(req: Request): string {
  const prefix = `${NAME}=`;
  const cookie = req.headers.cookie?.split('; ').find((pair) => pair.startsWith(prefix));
  return cookie?.slice(prefix.length) ?? '';
}

/** The cookie that lets a browser see the queue dashboard for an hour. */
export const queueDashboardCookie = {
  set: (res: Response, { userId, sessionId }: QueueDashboardAccess): void => {
    const text = `${userId}.${sessionId}.${clock.epochSeconds() + LIFETIME_SECONDS}`;
    res.cookie(NAME, `${text}.${signText(text, PURPOSE)}`, OPTIONS);
  },

  /** Returns undefined without a cookie, or if its signature is invalid. */
  read: (req: Request): SignedAccess | undefined => {
    const [, text, userId, sessionId, expiresAt, signature] = FORMAT.exec(findCookie(req)) ?? [];
    if (!text || !signature || !timingSafeEqualText(signature, signText(text, PURPOSE))) return undefined;
    const hasExpired = Number(expiresAt) <= clock.epochSeconds();
    return { userId: Number(userId), sessionId: Number(sessionId), hasExpired };
  },
};
