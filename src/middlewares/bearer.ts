import type { Request } from 'express';
import { type ApiKeyToken, API_KEY_PREFIX, parseApiKey } from '../services/auth/apiKeyFormat.js';
import TokenService, { type Claims } from '../services/auth/TokenService.js';
import { parseBearerToken } from '../http/parseBearerToken.js';

declare global {
  namespace Express {
    interface Request {
      bearer?: Bearer | null;
    }
  }
}

/** What the Authorization header holds: a valid token's claims, a key that this server made, or why it is neither. */
export type Bearer = { claims: Claims } | { apiKey: ApiKeyToken } | { error: unknown };

function parseBearer(header: string | undefined): Bearer | null {
  const token = parseBearerToken(header);
  if (!token) return null;
  try {
    return token.startsWith(API_KEY_PREFIX) ? { apiKey: parseApiKey(token) } : { claims: TokenService.verify(token) };
  } catch (error) {
    return { error };
  }
}

/** The request's bearer token, verified once however often it is asked for; null where there is none. */
export function getBearer(req: Request): Bearer | null {
  if (req.bearer === undefined) req.bearer = parseBearer(req.headers.authorization);
  return req.bearer;
}
