import { createSecretKey } from 'node:crypto';
import { env } from './env.js';

export const authConfig = {
  accessToken: {
    // A KeyObject made once: jsonwebtoken spends ten times as long on each call when it is given a string.
    key: createSecretKey(Buffer.from(env.JWT_SECRET)),
    expiresIn: env.JWT_EXPIRES_IN,
    algorithm: 'HS256' as const,
    issuer: 'lumina',
    audience: 'lumina-api',
  },
  refreshToken: {
    key: createSecretKey(Buffer.from(env.JWT_REFRESH_SECRET)),
    expiresIn: env.JWT_REFRESH_EXPIRES_IN,
    /** Seconds in which the token just replaced is answered with its successor again: two tabs, or a lost answer. */
    grace: 10,
  },
  /** What must be stored and read again is encrypted under keys derived from this one. */
  encryptionKey: createSecretKey(Buffer.from(env.ENCRYPTION_KEY ?? env.JWT_REFRESH_SECRET)),
  password: { policy: env.PASSWORD_POLICY, rounds: env.BCRYPT_ROUNDS },
};
