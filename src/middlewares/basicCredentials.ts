import type { Request } from 'express';
import SessionRequest from '../requests/auth/SessionRequest.js';
import type { Credentials } from '../services/auth/BasicAuthService.js';
import { isStorableText } from '../utils/databaseLimits.js';

const SCHEME = /^Basic +([A-Za-z\d+/=]{1,1024})$/i;

/** The e-mail and password of a Basic Authorization header (RFC 7617); null where there are none that a login would take. */
export function basicOf(req: Request): Credentials | null {
  const encoded = SCHEME.exec(req.headers.authorization ?? '')?.[1];
  if (!encoded) return null;
  const [, email, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  const { data } = SessionRequest.store.parts.body.safeParse({ email, password });
  return data && isStorableText(data.password) ? data : null;
}
