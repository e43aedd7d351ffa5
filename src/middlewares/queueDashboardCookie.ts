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

// Without a maximum age: the browser sends an expired cookie on, and its page is then limited apart from the guests of
// the same IP address.
const OPTIONS: CookieOptions = { httpOnly: true, sameSite: 'strict', secure, path: QUEUE_DASHBOARD_PATH };

const FORMAT = /^((\d{1,15})\.(\d{1,15})\.(\d{1,15}))\.([\w-]{43})$/;

/** The content of a cookie that this server signed. */
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

  /** Undefined without a cookie, or if its signature is wrong. */
  read: (req: Request): SignedAccess | undefined => {
    const [, text, userId, sessionId, expiresAt, signature] = FORMAT.exec(findCookie(req)) ?? [];
    if (!text || !signature || !timingSafeEqualText(signature, signText(text, PURPOSE))) return undefined;
    const hasExpired = Number(expiresAt) <= clock.epochSeconds();
    return { userId: Number(userId), sessionId: Number(sessionId), hasExpired };
  },
};
