import type { Request } from 'express';
import { type KeyToken, MARK, readKey } from '../services/auth/apiKeyFormat.js';
import TokenService, { type Claims } from '../services/auth/TokenService.js';
import { bearerToken } from '../http/bearerToken.js';

declare global {
  namespace Express {
    interface Request {
      bearer?: Bearer | null;
    }
  }
}

/** What the Authorization header holds: a valid token's claims, a key that this server made, or why it is neither. */
export type Bearer = { claims: Claims } | { apiKey: KeyToken } | { error: unknown };

function read(header: string | undefined): Bearer | null {
  const token = bearerToken(header);
  if (!token) return null;
  try {
    return token.startsWith(MARK) ? { apiKey: readKey(token) } : { claims: TokenService.verify(token) };
  } catch (error) {
    return { error };
  }
}

/** The request's bearer token, verified once however often it is asked for; null where there is none. */
export function bearerOf(req: Request): Bearer | null {
  if (req.bearer === undefined) req.bearer = read(req.headers.authorization);
  return req.bearer;
}
