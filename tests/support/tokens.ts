import { createHmac, type KeyObject } from 'node:crypto';
import { authConfig } from '../../src/config/auth.js';
import type { Session } from '../../src/models/auth/Session.js';
import type { User } from '../../src/models/users/User.js';
import SessionService from '../../src/services/auth/SessionService.js';
import TokenService from '../../src/services/auth/TokenService.js';
import { clock } from '../../src/utils/clock.js';

/** The tokens of a logged-in device. */
export interface Device {
  session: Session;
  accessToken: string;
  refreshToken: string;
}

/** Logs the user in on another device. */
export async function signInDevice(user: User): Promise<Device> {
  const issued = await SessionService.start(user, { ip: '203.0.113.7', userAgent: 'a device' });
  return { ...issued, accessToken: TokenService.issue(user, issued.session) };
}

/** The claims of a valid token, for tests that forge tokens. */
export function buildClaims(user: User, session: Session): Record<string, unknown> {
  const { id, email, role, plan } = user;
  const { issuer: iss, audience: aud } = authConfig.accessToken;
  const iat = clock.epochSeconds();
  return { type: 'access', id, email, role, plan, sid: session.id, iss, aud, sub: String(id), iat, exp: iat + 900 };
}

/** Signs as the server does, or with another hash or key. */
export function hmac(hash = 'sha256', key: KeyObject | string = authConfig.accessToken.key.key) {
  return (text: string): string => createHmac(hash, key).update(text).digest('base64url');
}

export function encode(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** A hand-made JWT, because libraries do not create invalid ones. */
export function jwt(claims: unknown, header: object = {}, sign: (text: string) => string = hmac()): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT', ...header })}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
}
