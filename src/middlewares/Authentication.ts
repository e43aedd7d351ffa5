import type { Request, RequestHandler } from 'express';
import { ApiKeyNotAccepted, Unauthorized } from '../exceptions/errors.js';
import { InsufficientScope } from '../exceptions/InsufficientScope.js';
import type { User } from '../models/users/User.js';
import { type Scope, scopes } from '../security/scopes.js';
import type { ApiKeyToken } from '../services/auth/apiKeyFormat.js';
import ApiKeyService from '../services/auth/ApiKeyService.js';
import SessionService, { type Principal, type SessionPrincipal } from '../services/auth/SessionService.js';
import { getBearer } from './bearer.js';
import { attachMetadata } from './metadata.js';

declare global {
  namespace Express {
    interface Request {
      /** The authenticated caller. */
      principal?: Principal;
    }
  }
}

async function identifyKey(token: ApiKeyToken, scope: Scope | undefined): Promise<Principal> {
  if (!scope) throw new ApiKeyNotAccepted();
  const principal = await ApiKeyService.authenticate(token);
  if (!scopes.allows(principal.apiKey.scopes, scope)) throw new InsufficientScope(scope);
  return principal;
}

async function identify(req: Request, scope: Scope | undefined): Promise<Principal | undefined> {
  const bearer = getBearer(req);
  if (!bearer) return undefined;
  if ('error' in bearer) throw bearer.error;
  return 'apiKey' in bearer ? identifyKey(bearer.apiKey, scope) : SessionService.authenticate(bearer.claims);
}

function requireAuthentication(scope?: Scope): RequestHandler {
  const handler: RequestHandler = async (req, _res, next) => {
    const principal = await identify(req, scope);
    if (!principal) throw new Unauthorized();
    req.principal = principal;
    next();
  };
  const label = scope ? `auth:${scope}` : 'auth';
  return attachMetadata(handler, { label, authentication: 'required', scope, errors: [401, 403] });
}

function allowAnonymous(scope?: Scope): RequestHandler {
  const handler: RequestHandler = async (req, _res, next) => {
    const principal = await identify(req, scope);
    if (principal) req.principal = principal;
    next();
  };
  const label = scope ? `auth:optional:${scope}` : 'auth:optional';
  return attachMetadata(handler, { label, authentication: 'optional', scope, errors: [401, 403] });
}

/** Authenticates bearer tokens and API keys, and checks the current state of the session or key and of its user. */
class Authentication {
  /** Requires a logged-in user; rejects API keys. */
  public readonly handle = requireAuthentication();

  /** Accepts guests, but rejects invalid tokens. */
  public readonly optional = allowAnonymous();

  /** As handle, but also accepts API keys with this scope. */
  public scope(scope: Scope): RequestHandler {
    scopes.register(scope);
    return requireAuthentication(scope);
  }

  /** As optional, but also accepts API keys with this scope. */
  public optionalScope(scope: Scope): RequestHandler {
    scopes.register(scope);
    return allowAnonymous(scope);
  }
}

/** Returns the caller and their session or API key. @throws Unauthorized on a route without Authentication */
export function requirePrincipal(req: Request): Principal {
  if (!req.principal) throw new Unauthorized();
  return req.principal;
}

/** Returns the caller and their session. @throws Unauthorized, or ApiKeyNotAccepted for an API key */
export function requireSession(req: Request): SessionPrincipal {
  const principal = requirePrincipal(req);
  if (principal.sessionId === null) throw new ApiKeyNotAccepted();
  return principal;
}

/** Returns the caller. @throws Unauthorized on a route without Authentication */
export function currentUser(req: Request): User {
  return requirePrincipal(req).user;
}

export default new Authentication();
