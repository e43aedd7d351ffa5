import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { env } from './env.js';

/** A key that signs or signed access tokens. */
export interface SigningKey {
  /** Names it in the header of its tokens. */
  id: string;
  key: KeyObject;
  /** The moment from which its tokens are refused; null for the one in use. */
  validUntil: Date | null;
}

// A KeyObject made once: jsonwebtoken spends ten times as long on each call when it is given a string.
function createSigningKey(secret: string, validUntil: Date | null): SigningKey {
  const id = createHash('sha256').update(`kid:${secret}`).digest('base64url').slice(0, 8);
  return { id, key: createSecretKey(Buffer.from(secret)), validUntil };
}

const previous =
  env.JWT_PREVIOUS_SECRET && createSigningKey(env.JWT_PREVIOUS_SECRET, new Date(env.JWT_PREVIOUS_SECRET_UNTIL ?? 0));

export const authConfig = {
  accessToken: {
    key: createSigningKey(env.JWT_SECRET, null),
    /** Replaced a short while ago: what it signed is still taken. */
    previousKeys: previous ? [previous] : [],
    expiresIn: env.JWT_EXPIRES_IN,
    algorithm: 'HS256' as const,
    issuer: 'lumina',
    audience: 'lumina-api',
  },
  refreshToken: {
    key: createSecretKey(Buffer.from(env.JWT_REFRESH_SECRET)),
    expiresIn: env.JWT_REFRESH_EXPIRES_IN,
    /** Seconds in which the token just replaced is answered with its successor again: two tabs, or a lost answer. */
    graceSeconds: 10,
  },
  /** Seconds for which a session lives, however often it is refreshed. */
  sessionMaxAgeSeconds: env.SESSION_MAX_AGE,
  /** Seconds for which a token that was mailed works. */
  emailVerification: { isRequired: env.REQUIRE_VERIFIED_EMAIL, expiresIn: 86_400 },
  passwordReset: { expiresIn: 600 },
  /** What must be stored and read again is encrypted under keys derived from this one. */
  encryptionKey: createSecretKey(Buffer.from(env.ENCRYPTION_KEY ?? env.JWT_REFRESH_SECRET)),
  password: { policy: env.PASSWORD_POLICY, rounds: env.BCRYPT_ROUNDS },
};
