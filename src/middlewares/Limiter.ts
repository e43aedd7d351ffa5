import cluster from 'node:cluster';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, type RateLimitInfo, rateLimit } from 'express-rate-limit';
import { limitsConfig } from '../config/limits.js';
import type { Rate } from '../config/schema.js';
import { TooManyRequests } from '../exceptions/TooManyRequests.js';
import { clientAddress } from '../utils/clientAddress.js';
import { clock } from '../utils/clock.js';
import { bearerOf } from './bearer.js';
import { ClusterStore } from './ClusterStore.js';
import { describe } from './metadata.js';

const MAX_EMAIL = 254;
/** Probes ask for ever and from few addresses; a limit would have a healthy server taken for a dead one. */
const UNLIMITED = /^\/health(\/|$)/;

function address(req: Request): string {
  return ipKeyGenerator(clientAddress(req) ?? req.socket.remoteAddress ?? '');
}

function user(req: Request): string | undefined {
  const bearer = bearerOf(req);
  return bearer && 'claims' in bearer ? `user:${bearer.claims.id}` : undefined;
}

function addressAndEmail(req: Request): string {
  const { email = '' } = (req.body ?? {}) as { email?: unknown };
  return `${address(req)}|${typeof email === 'string' ? email.trim().toLowerCase().slice(0, MAX_EMAIL) : ''}`;
}

function secondsUntil(moment: Date | undefined): number {
  return Math.max(1, Math.ceil(((moment?.getTime() ?? 0) - clock.now().getTime()) / 1000));
}

interface Subject {
  /** Who or what is counted. */
  key: (req: Request) => string;
  /** Requests that do not count. */
  skip?: (req: Request) => boolean;
}

function limit(name: string, rate: Rate | null, { key, skip = () => false }: Subject): RequestHandler {
  if (!rate) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: rate.window * 1000,
    limit: rate.limit,
    keyGenerator: key,
    skip,
    standardHeaders: 'draft-6',
    legacyHeaders: true,
    // The workers of one machine count together, in their primary process.
    ...(cluster.isWorker ? { store: new ClusterStore(name) } : {}),
    // Express takes an address from X-Forwarded-For only as far as TRUST_PROXY goes; nothing else is to be checked here.
    validate: false,
    handler: (req, _res, next) => {
      const { resetTime } = (req as Request & { rateLimit: RateLimitInfo }).rateLimit;
      next(new TooManyRequests(secondsUntil(resetTime)));
    },
  });
}

/** Limiters may share a rate, but not a counter: workers tell their stores apart by its name. */
function named(name: keyof typeof limitsConfig, subject: Subject, counter: string = name): RequestHandler {
  const rate = limitsConfig[name];
  return describe(limit(counter, rate, subject), { label: `limit:${name}`, limiter: rate, errors: [429] });
}

/** How often a client may ask. The rates are configuration; the counters are exact under parallel requests. */
class Limiter {
  private readonly anonymous = limit('anonymous', limitsConfig.anonymous, { key: address });
  private readonly signedIn = limit('user', limitsConfig.user, { key: (req) => user(req) ?? address(req) });

  /** Every request: per address, or per user where a valid token comes with it. */
  public readonly global: RequestHandler = (req, res, next) => {
    if (UNLIMITED.test(req.path)) next();
    else if (user(req)) this.signedIn(req, res, next);
    else this.anonymous(req, res, next);
  };

  /** Attempts to get in: per address and e-mail. */
  public readonly auth = named('auth', { key: addressAndEmail });

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
}

export default new Limiter();
