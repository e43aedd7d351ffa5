import { z } from 'zod';
import { duration, flag, integer, oneOf } from '../schema.js';

/** Authentication. */
export const auth = {
  JWT_SECRET: z
    .string()
    .default('')
    .describe('Signing key of access tokens; at least 32 bytes in production (npm run key:generate)'),
  JWT_PREVIOUS_SECRET: z
    .string()
    .optional()
    .describe('Previous signing key, still accepted after a rotation (npm run key:generate -- --rotate)'),
  JWT_PREVIOUS_SECRET_UNTIL: z.iso
    .datetime({ error: 'must be a timestamp such as 2026-01-31T09:30:00.000Z' })
    .optional()
    .describe('Time until which the previous signing key is accepted: 2026-01-31T09:30:00.000Z'),
  JWT_EXPIRES_IN: duration.prefault('15m').describe('Lifetime of an access token: a number and s, m, h or d'),
  JWT_REFRESH_SECRET: z
    .string()
    .default('')
    .describe('Key that derives refresh tokens; at least 32 bytes in production, different from JWT_SECRET'),
  JWT_REFRESH_EXPIRES_IN: duration.prefault('7d').describe('Lifetime of a session that is not refreshed'),
  SESSION_MAX_AGE: duration.prefault('30d').describe('Maximum lifetime of a session, even if it is refreshed'),
  ENCRYPTION_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe(
      'Key that encrypts two-factor secrets (at least 32 characters); derived from JWT_REFRESH_SECRET if blank',
    ),
  BCRYPT_ROUNDS: integer(4, 15).prefault('12').describe('Cost of a password hash; each step doubles the time'),
  PASSWORD_POLICY: oneOf(['basic', 'strict'])
    .prefault('basic')
    .describe(
      'basic: at least 8 characters; strict: also upper and lower case, a digit and a symbol, no common password, no personal data',
    ),
  REQUIRE_VERIFIED_EMAIL: flag
    .prefault('false')
    .describe('true: users must verify their email address before they can log in'),
};
