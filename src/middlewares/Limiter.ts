import type { Request, RequestHandler } from 'express';
import { type RateLimitInfo, rateLimit } from 'express-rate-limit';
import { limitsConfig } from '../config/limits.js';
import type { Rate } from '../config/schema.js';
import { TooManyRequests } from '../exceptions/TooManyRequests.js';
import { clock } from '../utils/clock.js';
import { rateLimitStore } from './rateLimit/rateLimitStore.js';
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
import { attachMetadata } from './metadata.js';

/** Probes ask for ever and from few addresses; a limit would have a healthy server taken for a dead one. */
const UNLIMITED = /^\/(health(\/|$)|metrics$)/;

function secondsUntil(moment: Date | undefined): number {
  return Math.max(1, Math.ceil(((moment?.getTime() ?? 0) - clock.now().getTime()) / 1000));
}

const rejectRequest: RequestHandler = (req, _res, next) => {
  const { resetTime } = (req as Request & { rateLimit: RateLimitInfo }).rateLimit;
  next(new TooManyRequests(secondsUntil(resetTime)));
};

interface LimitSubject {
  /** Who or what is counted. */
  key: (req: Request) => string;
  /** Requests that do not count. */
  skip?: (req: Request) => boolean | Promise<boolean>;
  /** Whether a request counts no longer once it has succeeded. */
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
    // Express takes an address from X-Forwarded-For only as far as TRUST_PROXY goes; nothing else is to be checked here.
    validate: false,
    handler: rejectRequest,
  });
}

const HEADERS = ['RateLimit-Policy', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].flatMap((name) => [
  name,
  `X-${name}`,
]);

/** Of several limits that a request meets, the headers tell of the one that is reached first. */
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

/** Limiters may share a rate. Those that name the same counter count together, wherever processes share their counters. */
function limiter(name: keyof typeof limitsConfig, subject: LimitSubject, counter: string = name): RequestHandler {
  const rate = limitsConfig[name];
  return attachMetadata(keepTightestHeaders(createLimiter(counter, rate, subject)), {
    label: `limit:${name}`,
    limiter: rate,
    errors: [429],
  });
}

/** How often a client may ask. The rates are configuration; the counters are exact under parallel requests. */
class Limiter {
  private readonly anonymous = createLimiter('anonymous', limitsConfig.anonymous, { key: ip });
  private readonly signedIn = createLimiter('user', limitsConfig.user, { key: signedInOrIp });
  private readonly premium = createLimiter('premium', limitsConfig.premium, { key: userOrIp });

  /** Every request: per IP address, or per user and plan with a valid token, API key or cookie of the queue dashboard. */
  public readonly global: RequestHandler = (req, res, next) => {
    if (UNLIMITED.test(req.path)) next();
    else if (identifyCaller(req)?.plan === 'premium') this.premium(req, res, next);
    else if (signedInKey(req)) this.signedIn(req, res, next);
    else this.anonymous(req, res, next);
  };

  /** Attempts to get in: per address and e-mail. */
  public readonly auth = limiter('auth', { key: ipAndEmail });

  /** Wrong passwords from one address, for whatever accounts. */
  public readonly ip = limiter('address', { key: ip, skipSuccessfulRequests: true });

  /**
   * Wrong passwords for one account, from wherever. Addresses at which it is or lately was signed in do not count and are
   * not held up: nobody can lock the owner out.
   */
  public readonly account = limiter('account', {
    key: requestEmail,
    skip: isKnownAddress,
    skipSuccessfulRequests: true,
  });

  /** Mails for forgotten passwords, whoever asks: nobody's mailbox can be filled. */
  public readonly recovery = limiter('recovery', { key: requestEmail });

  /** Mails that confirm an address. */
  public readonly verification = limiter('verification', { key: (req) => requestEmail(req) || userOrIp(req) });

  /** Tries of the current password, per user: a stolen token must not become a way to guess it. */
  public readonly password = limiter(
    'auth',
    {
      key: userOrIp,
      skip: (req) => (req.body as { currentPassword?: unknown } | undefined)?.currentPassword === undefined,
    },
    'password',
  );

  public readonly refresh = limiter('refresh', { key: ip });

  /** New accounts: each sends mail to an address that nobody has confirmed. Administrators make as many as they like. */
  public readonly register = limiter('register', {
    key: ip,
    skip: (req) => req.principal?.user.isAdmin() ?? false,
  });

  /** What users write below what others wrote. */
  public readonly writes = limiter('writes', { key: userOrIp });

  /** Downloads of all that is known of a user: each reads much. */
  public readonly exports = limiter('auth', { key: userOrIp }, 'exports');
  /** Steps of logins with other providers. */
  public readonly oauth = limiter('oauth', { key: ip });

  /** Files that a user sends. */
  public readonly uploads = limiter('uploads', { key: userOrIp });
}

export default new Limiter();
