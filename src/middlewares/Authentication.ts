import type { Request, RequestHandler } from 'express';
import { Unauthorized } from '../exceptions/Unauthorized.js';
import type { User } from '../models/User.js';
import SessionService, { type Principal } from '../services/SessionService.js';
import { bearerOf } from './bearer.js';
import { describe } from './metadata.js';

async function identify(req: Request): Promise<Principal | undefined> {
  const bearer = bearerOf(req);
  if (!bearer) return undefined;
  if ('error' in bearer) throw bearer.error;
  return SessionService.authenticate(bearer.claims);
}

const required: RequestHandler = async (req, _res, next) => {
  const principal = await identify(req);
  if (!principal) throw new Unauthorized();
  req.principal = principal;
  next();
};

const optional: RequestHandler = async (req, _res, next) => {
  const principal = await identify(req);
  if (principal) req.principal = principal;
  next();
};

/** Finds out who calls, from the bearer token and the state of its session and user at this moment. */
class Authentication {
  public readonly handle = describe(required, { label: 'auth', authentication: 'required', errors: [401, 403] });

  /** Lets anonymous callers through, but not those with a bad token. */
  public readonly optional = describe(optional, {
    label: 'auth:optional',
    authentication: 'optional',
    errors: [401, 403],
  });
}

/** The caller and the session of its token. @throws Unauthorized on a route without Authentication */
export function principalOf(req: Request): Principal {
  if (!req.principal) throw new Unauthorized();
  return req.principal;
}

/** The caller. @throws Unauthorized on a route without Authentication */
export function currentUser(req: Request): User {
  return principalOf(req).user;
}

export default new Authentication();
