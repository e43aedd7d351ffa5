import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { scopes } from '../../security/scopes.js';
import { clock } from '../../utils/clock.js';
import { isStorableDate } from '../../utils/databaseLimits.js';
import { fields } from '../fields.js';

const MAX_SCOPES = 50;

const scope = z
  .string()
  .refine(scopes.isKnown, { error: () => `Must be one of: ${scopes.list().join(', ')}` })
  // Evaluated lazily: scopes are registered by the routes, which load after this file.
  .meta({
    override: ({ jsonSchema }: { jsonSchema: object }) => Object.assign(jsonSchema, { enum: scopes.list() }),
    example: 'users:read',
  });

const expiresAt = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => isStorableDate(date) && date > clock.now(), 'Must be in the future')
  .meta({ override: { type: 'string', format: 'date-time' }, example: '2027-01-31T09:30:00.000Z' });

const ApiKeyRequest = {
  store: request({
    body: z.object({
      name: fields.name.meta({ example: 'Nightly export' }),
      scopes: z
        .array(scope)
        .min(1, 'Must name at least one scope')
        .max(MAX_SCOPES, `Must name at most ${MAX_SCOPES} scopes`)
        .transform((names) => [...new Set(names)]),
      expiresAt: expiresAt.nullable().optional().meta({ description: 'Null or missing: the key never expires' }),
    }),
  }),

  destroy: request({ params: z.object({ id: fields.id }) }),
};

export default ApiKeyRequest;
