import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { notificationClasses } from '../../notifications/registry.js';
import { clock } from '../../utils/clock.js';
import { fields } from '../fields.js';

const params = z.object({ id: fields.id });

/** Characters that people write between the digits of a phone number. */
const SEPARATORS = /[\s().\-/]/g;
const E164 = /^\+[1-9]\d{6,14}$/;
const EARLIEST_BIRTH = '1900-01-01';
const INVALID_TAG = 'Must be a BCP 47 tag, such as en or pt-BR';

function isTimeZone(name: string): boolean {
  try {
    // Intl also accepts offsets such as +02:00, which ignore daylight saving time.
    return /^[a-z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function canonicalizeTag(tag: string, context: z.RefinementCtx): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    context.addIssue({ code: 'custom', message: INVALID_TAG });
    return z.NEVER;
  }
}

function isPastDate(date: string): boolean {
  return date >= EARLIEST_BIRTH && date < clock.now().toISOString().slice(0, 10);
}

function rejectUnknownTypes(preferences: object, context: z.RefinementCtx): void {
  const types = notificationClasses().map(({ type }) => type);
  for (const type of Object.keys(preferences)) {
    if (types.includes(type)) continue;
    context.addIssue({ code: 'custom', path: [type], message: `Must be one of: ${types.join(', ')}` });
  }
}

const text = (max: number) => z.string().trim().max(max);

const phone = z
  .string()
  .max(40)
  .transform((number) => number.replace(SEPARATORS, ''))
  .refine((number) => E164.test(number), 'Must be an international number, such as +49 30 1234567')
  .meta({ override: { type: 'string' }, example: '+49301234567' });

const language = text(35)
  .transform(canonicalizeTag)
  .meta({ override: { type: 'string', maxLength: 35 }, example: 'pt-BR' });

const channels = z.object({ inApp: z.boolean(), mail: z.boolean() });

const preferences = z
  .record(z.string(), channels)
  .superRefine(rejectUnknownTypes)
  .meta({ description: 'The channels of each type of notification', example: {} });

const ProfileRequest = {
  show: request({ params }),

  /** Missing fields become null: PUT replaces the whole profile. */
  replace: request({
    params,
    body: z.object({
      bio: text(1_000).nullable().default(null),
      phone: phone.nullable().default(null),
      location: text(100).nullable().default(null),
      dateOfBirth: z.iso
        .date({ error: 'Must be an ISO 8601 date', abort: true })
        .refine(isPastDate, `Must be between ${EARLIEST_BIRTH} and today`)
        .nullable()
        .default(null),
      timezone: z
        .string()
        .max(64)
        .refine(isTimeZone, 'Must be a time zone, such as Europe/Berlin')
        .nullable()
        .default(null),
      language: language.nullable().default(null),
      notificationPreferences: preferences.nullable().default(null),
    }),
  }),
};

export default ProfileRequest;
