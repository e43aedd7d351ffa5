import type { Request } from 'express';
import { parseBearerToken } from '../http/parseBearerToken.js';
import { type ApiKeyToken, API_KEY_PREFIX, parseApiKey } from '../services/auth/apiKeyFormat.js';
import TokenService, { type Claims } from '../services/auth/TokenService.js';

declare global {
  namespace Express {
    interface Request {
      bearer?: Bearer | null;
    }
  }
}

/** The content of the Authorization header: the claims of a valid token, a well-formed API key, or the error. */
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

/** Returns the request's bearer token, or null. Memoized: the signature is verified once per request. */
export function getBearer(req: Request): Bearer | null {
  if (req.bearer === undefined) req.bearer = parseBearer(req.headers.authorization);
  return req.bearer;
}
