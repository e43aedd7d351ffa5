import type { Request, RequestHandler } from 'express';
import { type RateLimitInfo, rateLimit } from 'express-rate-limit';
import { limitsConfig } from '../config/limits.js';
import type { Rate } from '../config/schema.js';
import { TooManyRequests } from '../exceptions/TooManyRequests.js';
import { clock } from '../utils/clock.js';
import { attachMetadata } from './metadata.js';
import {
  ip,
  ipAndEmail,
  identifyCaller,
  requestEmail,
  isKnownAddress,
  signedInKey,
  signedInOrIp,
  userOrIp,
} from './rateLimit/rateLimitKeys.js';
import { rateLimitStore } from './rateLimit/rateLimitStore.js';

/** Probes call often and from few IP addresses: a limit would make a healthy server look dead. */
const UNLIMITED = /^\/(health(\/|$)|metrics$)/;

function secondsUntil(moment: Date | undefined): number {
  return Math.max(1, Math.ceil(((moment?.getTime() ?? 0) - clock.now().getTime()) / 1000));
}

const rejectRequest: RequestHandler = (req, _res, next) => {
  const { resetTime } = (req as Request & { rateLimit: RateLimitInfo }).rateLimit;
  next(new TooManyRequests(secondsUntil(resetTime)));
};

interface LimitSubject {
  /** Returns the counter of the request. */
  key: (req: Request) => string;
  /** Exempts a request. */
  skip?: (req: Request) => boolean | Promise<boolean>;
  /** Counts failed requests only. */
  skipSuccessfulRequests?: boolean;
}

function createLimiter(
  name: string,
  rate: Rate | null,
  { key, skip = () => false, skipSuccessfulRequests = false }: LimitSubject,
): RequestHandler {
  if (!rate) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: rate.window * 1000,
    limit: rate.limit,
    keyGenerator: key,
    skip,
    skipSuccessfulRequests: skipSuccessfulRequests,
    standardHeaders: 'draft-6',
    legacyHeaders: true,
    store: rateLimitStore(name),
    // The library would warn about X-Forwarded-For, but Express already reads it as far as TRUST_PROXY allows.
    validate: false,
    handler: rejectRequest,
  });
}

const HEADERS = ['RateLimit-Policy', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].flatMap((name) => [
  name,
  `X-${name}`,
]);

/** If several limits apply to a request, its headers describe the one that is reached first. */
function keepTightestHeaders(limiter: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const before = HEADERS.map((name) => [name, res.get(name)] as const);
    const remaining = Number(res.get('RateLimit-Remaining') ?? Infinity);
    return limiter(req, res, (error?: unknown) => {
      const isTighter = error !== undefined || Number(res.get('RateLimit-Remaining')) < remaining;
      for (const [name, value] of isTighter ? [] : before) if (value !== undefined) res.setHeader(name, value);
      next(error);
    });
  };
}

/** Limiters may share a rate; those with the same counter name also share their counts. */
function limiter(name: keyof typeof limitsConfig, subject: LimitSubject, counter: string = name): RequestHandler {
  const rate = limitsConfig[name];
  return attachMetadata(keepTightestHeaders(createLimiter(counter, rate, subject)), {
    label: `limit:${name}`,
    limiter: rate,
    errors: [429],
  });
}

/** Rate limits (throttling). The rates are configured; the counters stay exact under concurrent requests. */
class Limiter {
  private readonly anonymous = createLimiter('anonymous', limitsConfig.anonymous, { key: ip });
  private readonly signedIn = createLimiter('user', limitsConfig.user, { key: signedInOrIp });
  private readonly premium = createLimiter('premium', limitsConfig.premium, { key: userOrIp });

  /** Every request: per IP address, or per user and plan with a valid token, API key or queue dashboard cookie. */
  public readonly global: RequestHandler = (req, res, next) => {
    if (UNLIMITED.test(req.path)) next();
    else if (identifyCaller(req)?.plan === 'premium') this.premium(req, res, next);
    else if (signedInKey(req)) this.signedIn(req, res, next);
    else this.anonymous(req, res, next);
  };

  /** Login attempts, per IP address and email. */
  public readonly auth = limiter('auth', { key: ipAndEmail });

  /** Failed logins per IP address, for any account. */
  public readonly ip = limiter('address', { key: ip, skipSuccessfulRequests: true });

  /**
   * Failed logins per account, from any IP address. Addresses at which the account is or recently was logged in are
   * exempt, so that an attacker cannot lock the owner out.
   */
  public readonly account = limiter('account', {
    key: requestEmail,
    skip: isKnownAddress,
    skipSuccessfulRequests: true,
  });

  /** Password reset emails per account: an attacker must not flood a mailbox. */
  public readonly recovery = limiter('recovery', { key: requestEmail });

  /** Confirmation emails, per email address. */
  public readonly verification = limiter('verification', { key: (req) => requestEmail(req) || userOrIp(req) });

  /** Attempts at the current password, per user: a stolen token must not allow guessing it. */
  public readonly password = limiter(
    'auth',
    {
      key: userOrIp,
      skip: (req) => (req.body as { currentPassword?: unknown } | undefined)?.currentPassword === undefined,
    },
    'password',
  );

  public readonly refresh = limiter('refresh', { key: ip });

  /** New accounts per IP address: each sends mail to an unconfirmed address. Administrators are exempt. */
  public readonly register = limiter('register', {
    key: ip,
    skip: (req) => req.principal?.user.isAdmin() ?? false,
  });

  /** Comments and replies, per user. */
  public readonly writes = limiter('writes', { key: userOrIp });

  /** Exports of personal data, per user: each runs many queries. */
  public readonly exports = limiter('auth', { key: userOrIp }, 'exports');

  /** Steps of an OAuth login, per IP address. */
  public readonly oauth = limiter('oauth', { key: ip });

  /** Uploads, per user. */
  public readonly uploads = limiter('uploads', { key: userOrIp });
}

export default new Limiter();
