import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

/** Spaces are removed: apps show their codes in two groups. */
const appCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Must be six digits'))
  .meta({ override: { type: 'string' }, example: '123456' });

const recoveryCode = z.string().trim().min(1).max(64).meta({ example: 'k3v9q-0t7xm' });

const eitherCode = z
  .string()
  .max(64)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().min(1))
  .meta({
    override: { type: 'string', maxLength: 64 },
    description: 'A code from the app, or a recovery code',
    example: '123456',
  });

const reauthentication = z.object({ currentPassword: fields.password, code: eitherCode });

const TwoFactorRequest = {
  store: request({ body: z.object({ currentPassword: fields.password }) }),

  confirm: request({ body: z.object({ code: appCode }) }),

  reauthenticate: request({ body: reauthentication }),

  challenge: request({
    body: z
      .object({
        challengeToken: z.string().min(1).max(512),
        code: appCode.optional(),
        recoveryCode: recoveryCode.optional(),
      })
      .refine(({ code, recoveryCode }) => (code === undefined) !== (recoveryCode === undefined), {
        path: ['code'],
        error: 'Send either a code or a recovery code',
      }),
  }),
};

export default TwoFactorRequest;
