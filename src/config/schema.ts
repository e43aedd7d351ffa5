import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { resolvePath } from '../utils/paths.js';

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

type Unit = keyof typeof SECONDS_PER_UNIT;

function toSeconds(text: string): number {
  return Number.parseInt(text, 10) * SECONDS_PER_UNIT[text.at(-1) as Unit];
}

/** A span such as `15m`, `12h` or `7d`, read as seconds. */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/, 'must be a number and a unit: s, m, h or d (such as 15m)')
  .transform(toSeconds);

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `must be one of: ${words.join(', ')}` });
}

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  const range = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, range)
    .transform(Number)
    .pipe(z.number().min(min, range).max(max, range));
}

/** What a limiter allows: `100/15m`, or null for `off`. */
export const rate = z
  .string()
  .regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,5}[smhd])$/, 'must be off, or a number per span (such as 100/15m)')
  .transform((text) => {
    if (text === 'off') return null;
    const [limit = '', span = ''] = text.split('/');
    return { limit: Number(limit), window: toSeconds(span) };
  });

/** A share such as `80%`, read as 0.8, or null for `off`. */
export const percentage = z
  .string()
  .regex(/^(off|[1-9]\d?%)$/, 'must be off, or a share from 1% to 99%')
  .transform((text) => (text === 'off' ? null : Number.parseInt(text, 10) / 100));

export type Rate = z.output<typeof rate>;

/** A comma-separated list without blanks. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

function isReadable(path: string): boolean {
  try {
    accessSync(resolvePath(path), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path, relative to the project or absolute. */
export const readableFile = z
  .string()
  .refine(isReadable, { error: ({ input }) => `names a file that cannot be read: ${String(input)}` });

export const flag = z.stringbool({ error: 'must be true or false' });

/** The address of a server under one of the schemes. */
export function serverUrl(...schemes: string[]) {
  const error = `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.url({ protocol: new RegExp(`^(${schemes.join('|')})$`), error });
}

/** Pages, or addresses of native apps, whose schemes are domains turned round (RFC 8252, 7.1). */
const REDIRECT_SCHEME = /^(https?:\/\/|[a-z][a-z\d+-]*\.[a-z\d+.-]+:)/i;

export const redirectUrls = list.refine(
  (urls) => urls.every((url) => REDIRECT_SCHEME.test(url) && URL.canParse(url)),
  'must be addresses, separated by commas, of http(s) or of schemes such as com.example.app:',
);

/** Where a Sentry project takes errors in; the SDK itself would ignore a wrong address in silence. */
export const sentryDsn = z
  .string()
  .regex(/^https?:\/\/\w+(:\w+)?@[\w.-]+(:\d+)?(\/[\w/-]*)?\/\d+$/, 'must be a DSN such as https://key@host/1');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as UTC or Europe/Berlin');
