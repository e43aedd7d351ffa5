import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { resolvePath } from '../utils/paths.js';

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

type Unit = keyof typeof SECONDS_PER_UNIT;

function toSeconds(text: string): number {
  return Number.parseInt(text, 10) * SECONDS_PER_UNIT[text.at(-1) as Unit];
}

/** A duration such as `15m`, `12h` or `7d`, parsed to seconds. */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/, 'must be a number and a unit: s, m, h or d (such as 15m)')
  .transform(toSeconds);

/** One of the given words. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: `must be one of: ${words.join(', ')}` });
}

/** An integer within bounds. */
export function integer(min: number, max: number) {
  const range = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, range)
    .transform(Number)
    .pipe(z.number().min(min, range).max(max, range));
}

/** A rate limit such as `100/15m`, or null for `off`. */
export const rate = z
  .string()
  .regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,5}[smhd])$/, 'must be off, or a number per span (such as 100/15m)')
  .transform((text) => {
    if (text === 'off') return null;
    const [limit = '', span = ''] = text.split('/');
    return { limit: Number(limit), window: toSeconds(span) };
  });

/** A percentage such as `80%`, parsed to 0.8, or null for `off`. */
export const percentage = z
  .string()
  .regex(/^(off|[1-9]\d?%)$/, 'must be off, or a share from 1% to 99%')
  .transform((text) => (text === 'off' ? null : Number.parseInt(text, 10) / 100));

export type Rate = z.output<typeof rate>;

/** A comma-separated list; blank items are dropped. */
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

/** A path to a readable file, absolute or relative to the project. */
export const readableFile = z
  .string()
  .refine(isReadable, { error: ({ input }) => `is not a readable file: ${String(input)}` });

export const flag = z.stringbool({ error: 'must be true or false' });

/** A server URL with one of the schemes. */
export function serverUrl(...schemes: string[]) {
  const error = `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.url({ protocol: new RegExp(`^(${schemes.join('|')})$`), error });
}

/** URLs of pages, or of native apps with a reverse-domain scheme (RFC 8252, section 7.1). */
const REDIRECT_SCHEME = /^(https?:\/\/|[a-z][a-z\d+-]*\.[a-z\d+.-]+:)/i;

export const redirectUrls = list.refine(
  (urls) => urls.every((url) => REDIRECT_SCHEME.test(url) && URL.canParse(url)),
  'must be comma-separated URLs with http(s) or a scheme such as com.example.app:',
);

/** A Sentry DSN. It is validated here because the SDK silently ignores an invalid one. */
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
