import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { duration } from './schema.js';
import { pathTo } from '../utils/paths.js';
import { clock } from '../utils/clock.js';
import { randomToken } from '../utils/random.js';

const file = pathTo('.env');
const example = pathTo('.env.example');

// One character for each byte: whatever the encoding of a file, what is not changed stays as it is.
const BYTES = 'latin1';

/** The variables of `.env` that hold generated secrets. */
export const SECRETS = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'MAINTENANCE_SECRET'] as const;

/** Of an access token, where `.env` does not say. */
const DEFAULT_LIFE = '15m';

type Secret = (typeof SECRETS)[number];

function assign(text: string, name: string, secret: string): string {
  const value = '"[^"]*"|\'[^\']*\'|`[^`]*`|[^#\\r\\n]*?';
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)(?:${value})(?=[ \\t]*(?:#.*)?$)`, 'gm');
  const renewed = text.replace(line, (_line, start: string) => start + secret);
  if (renewed !== text) return renewed;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${name}=${secret}${newline}`;
}

function renew(text: string, name: Secret): string {
  return assign(text, name, randomToken());
}

/** No token of an earlier key is taken any more. */
function forgetPreviousKey(text: string): string {
  const forgotten = ['JWT_PREVIOUS_SECRET', 'JWT_PREVIOUS_SECRET_UNTIL'].filter((name) => parseEnv(text)[name]?.trim());
  return forgotten.reduce((changed, name) => assign(changed, name, ''), text);
}

/** Gives every secret in the text of an `.env` file a fresh value and leaves every other line as it is. */
export function renewSecrets(text: string): string {
  return SECRETS.reduce(renew, forgetPreviousKey(text));
}

/** As renewSecrets(), but only those secrets that are blank or missing. */
export function fillSecrets(text: string): string {
  const values = parseEnv(text);
  return SECRETS.filter((name) => !values[name]?.trim()).reduce(renew, text);
}

/** Gives JWT_SECRET a fresh value; the old one still verifies tokens for as long as those that it signed live. */
export function rotateSigningKey(text: string): string {
  const { JWT_SECRET: previous = '', JWT_EXPIRES_IN = DEFAULT_LIFE } = parseEnv(text);
  if (!previous.trim()) return fillSecrets(text);
  const until = clock.in(duration.parse(JWT_EXPIRES_IN.trim() || DEFAULT_LIFE)).toISOString();
  const kept = assign(assign(text, 'JWT_PREVIOUS_SECRET', previous), 'JWT_PREVIOUS_SECRET_UNTIL', until);
  return renew(kept, 'JWT_SECRET');
}

/** Whole or not at all, and never over a file that is there: of two processes that start at once, one makes it. */
function make(text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { encoding: BYTES, mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (existsSync(file)) return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function changeDotenv(change: (text: string) => string, changed: string): string | undefined {
  if (!existsSync(file) && make(change(readFileSync(example, BYTES)))) {
    return 'Made .env from .env.example, with fresh secrets';
  }
  const text = readFileSync(file, BYTES);
  const result = change(text);
  if (result === text) return undefined;
  writeFileSync(file, result, BYTES);
  return changed;
}

/** Makes `.env` from `.env.example`, or fills the secrets left blank in it. Returns what it did, if anything. */
export function prepareDotenv(): string | undefined {
  return changeDotenv(fillSecrets, 'Filled the blank secrets in .env');
}

/** As prepareDotenv(), but secrets that have a value are replaced as well. */
export function renewDotenv(): string | undefined {
  return changeDotenv(renewSecrets, 'Replaced the secrets in .env');
}

/** As prepareDotenv(), but access tokens are signed by a new key. */
export function rotateDotenv(): string | undefined {
  return changeDotenv(rotateSigningKey, 'Rotated the key in .env that signs access tokens');
}

/** The variables of `.env`, as text; none where there is no such file. */
export function readDotenv(): NodeJS.Dict<string> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
