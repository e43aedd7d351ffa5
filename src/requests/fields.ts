import { z } from 'zod';
import { authConfig } from '../config/auth.js';

const ID = /^[1-9]\d{0,15}$/;

/** The schemas of fields that many requests share. */
export const fields = {
  /** An id in a path. */
  id: z
    .string()
    .regex(ID, 'Must be a positive whole number')
    .transform(Number)
    .refine(Number.isSafeInteger, 'Is too large')
    .meta({ override: { type: 'integer', minimum: 1 }, example: 1 }),

  name: z.string().trim().min(1, 'Must not be empty').max(100).meta({ example: 'Ada' }),

  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .pipe(z.email('Invalid email address'))
    .meta({ override: { type: 'string', format: 'email', maxLength: 254 }, example: 'ada@example.com' }),

  newPassword: newPassword().meta({ example: 'correct horse battery' }),

  /** A one-time token from an email. */
  token: z.string().min(1).max(128),

  /** An existing password, which may predate the current password policy. */
  password: z.string().min(1, 'Must not be empty').max(128).meta({ example: 'lumina123' }),
};

function newPassword(): z.ZodString {
  const basic = z.string().min(8, 'Must have at least 8 characters').max(128);
  if (authConfig.password.policy === 'basic') return basic;
  return basic
    .regex(/\p{Lu}/u, 'Must contain an uppercase letter')
    .regex(/\p{Ll}/u, 'Must contain a lowercase letter')
    .regex(/\d/, 'Must contain a digit')
    .regex(/[^\p{L}\d\s]/u, 'Must contain a special character');
}
