import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type RateLimitInfo, rateLimit } from 'express-rate-limit';
import { limitsConfig } from '../config/limits.js';
import type { Rate } from '../config/schema.js';
import { TooManyRequests } from '../exceptions/TooManyRequests.js';
import AdministratorService from '../services/AdministratorService.js';
import { clientAddress } from '../utils/clientAddress.js';
import { clock } from '../utils/clock.js';
import { basicOf } from './basic.js';
import { bearerOf } from './bearer.js';
import { countingStore } from './countingStore.js';
import { describe } from './metadata.js';

const MAX_EMAIL = 254;
/** Probes ask for ever and from few addresses; a limit would have a healthy server taken for a dead one. */
const UNLIMITED = /^\/(health(\/|$)|metrics$)/;

function address(req: Request): string {
  return ipKeyGenerator(clientAddress(req) ?? req.socket.remoteAddress ?? '');
}

function user(req: Request): string | undefined {
  const bearer = bearerOf(req);
  return bearer && 'claims' in bearer ? `user:${bearer.claims.id}` : undefined;
}

/** Whoever signed in to the pages of administrators, whose browser asks again every few seconds: apart from the API. */
function administrator(req: Request): string | undefined {
  const credentials = basicOf(req);
  const id = credentials && AdministratorService.idOf(credentials);
  return id ? `administrator:${id}` : undefined;
}

function signedIn(req: Request): string | undefined {
  return user(req) ?? administrator(req);
}

function addressAndName(req: Request): string {
  return `${address(req)}|${basicOf(req)?.email ?? ''}`;
}

function addressAndEmail(req: Request): string {
  const { email = '' } = (req.body ?? {}) as { email?: unknown };
  return `${address(req)}|${typeof email === 'string' ? email.trim().toLowerCase().slice(0, MAX_EMAIL) : ''}`;
}

function secondsUntil(moment: Date | undefined): number {
  return Math.max(1, Math.ceil(((moment?.getTime() ?? 0) - clock.now().getTime()) / 1000));
}

const refuse: RequestHandler = (req, _res, next) => {
  const { resetTime } = (req as Request & { rateLimit: RateLimitInfo }).rateLimit;
  next(new TooManyRequests(secondsUntil(resetTime)));
};

interface Subject {
  /** Who or what is counted. */
  key: (req: Request) => string;
  /** Requests that do not count. */
  skip?: (req: Request) => boolean;
  /** Whether a request counts no longer once it has succeeded. */
  forgivesSuccess?: boolean;
}

function limit(
  name: string,
  rate: Rate | null,
  { key, skip = () => false, forgivesSuccess = false }: Subject,
): RequestHandler {
  if (!rate) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: rate.window * 1000,
    limit: rate.limit,
    keyGenerator: key,
    skip,
    skipSuccessfulRequests: forgivesSuccess,
    standardHeaders: 'draft-6',
    legacyHeaders: true,
    store: countingStore(name),
    // Express takes an address from X-Forwarded-For only as far as TRUST_PROXY goes; nothing else is to be checked here.
    validate: false,
    handler: refuse,
  });
}

/** Limiters may share a rate. Those that name the same counter count together, wherever processes share their counters. */
function named(name: keyof typeof limitsConfig, subject: Subject, counter: string = name): RequestHandler {
  const rate = limitsConfig[name];
  return describe(limit(counter, rate, subject), { label: `limit:${name}`, limiter: rate, errors: [429] });
}

/** How often a client may ask. The rates are configuration; the counters are exact under parallel requests. */
class Limiter {
  private readonly anonymous = limit('anonymous', limitsConfig.anonymous, { key: address });
  private readonly signedIn = limit('user', limitsConfig.user, { key: (req) => signedIn(req) ?? address(req) });

  /** Every request: per address, or per user where a valid token or an administrator's password comes with it. */
  public readonly global: RequestHandler = (req, res, next) => {
    if (UNLIMITED.test(req.path)) next();
    else if (signedIn(req)) this.signedIn(req, res, next);
    else this.anonymous(req, res, next);
  };

  /** Attempts to get in: per address and e-mail. */
  public readonly auth = named('auth', { key: addressAndEmail });

  /** Attempts to get in with a browser's own login window, which sends the right password to every process. */
  public readonly basic = named('auth', { key: addressAndName, forgivesSuccess: true });

  /** Tries of the current password, per user: a stolen token must not become a way to guess it. */
  public readonly password = named(
    'auth',
    {
      key: (req) => user(req) ?? address(req),
      skip: (req) => (req.body as { currentPassword?: unknown } | undefined)?.currentPassword === undefined,
    },
    'password',
  );

  public readonly refresh = named('refresh', { key: address });

  /** New accounts: each sends mail to an address that nobody has confirmed. Administrators make as many as they like. */
  public readonly register = named('register', {
    key: address,
    skip: (req) => req.principal?.user.isAdmin() ?? false,
  });

  /** What users write below what others wrote. */
  public readonly comments = named('comments', { key: (req) => user(req) ?? address(req) });

  /** Downloads of all that is known of a user: each reads much. */
  public readonly exports = named('auth', { key: (req) => user(req) ?? address(req) }, 'exports');

  /** Files that a user sends. */
  public readonly uploads = named('uploads', { key: (req) => user(req) ?? address(req) });
}

export default new Limiter();
