import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { env } from './env.js';

/** A current or previous signing key of access tokens. */
export interface SigningKey {
  /** The `kid` header of its tokens. */
  id: string;
  key: KeyObject;
  /** The time at which its tokens become invalid; null for the current key. */
  validUntil: Date | null;
}

// jsonwebtoken takes ten times as long per call if the key is a string instead of a KeyObject.
function createSigningKey(secret: string, validUntil: Date | null): SigningKey {
  const id = createHash('sha256').update(`kid:${secret}`).digest('base64url').slice(0, 8);
  return { id, key: createSecretKey(Buffer.from(secret)), validUntil };
}

const previous =
  env.JWT_PREVIOUS_SECRET && createSigningKey(env.JWT_PREVIOUS_SECRET, new Date(env.JWT_PREVIOUS_SECRET_UNTIL ?? 0));

export const authConfig = {
  accessToken: {
    key: createSigningKey(env.JWT_SECRET, null),
    /** Keys before the last rotation, whose tokens are still accepted. */
    previousKeys: previous ? [previous] : [],
    expiresIn: env.JWT_EXPIRES_IN,
    algorithm: 'HS256' as const,
    issuer: 'lumina',
    audience: 'lumina-api',
  },
  refreshToken: {
    key: createSecretKey(Buffer.from(env.JWT_REFRESH_SECRET)),
    expiresIn: env.JWT_REFRESH_EXPIRES_IN,
    /** Seconds for which a rotated token is answered with its successor again: two tabs, or a lost response. */
    graceSeconds: 10,
  },
  /** Maximum age of a session in seconds, however often it is refreshed. */
  sessionMaxAgeSeconds: env.SESSION_MAX_AGE,
  /** Tokens in emails expire after these seconds. */
  emailVerification: { isRequired: env.REQUIRE_VERIFIED_EMAIL, expiresIn: 86_400 },
  passwordReset: { expiresIn: 600 },
  /** Secrets that are stored and read again are encrypted with keys derived from this one. */
  encryptionKey: createSecretKey(Buffer.from(env.ENCRYPTION_KEY ?? env.JWT_REFRESH_SECRET)),
  password: { policy: env.PASSWORD_POLICY, rounds: env.BCRYPT_ROUNDS },
};
