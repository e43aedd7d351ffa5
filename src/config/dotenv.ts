import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { duration } from './schema.js';
import { resolvePath } from '../utils/paths.js';
import { clock } from '../utils/clock.js';
import { randomToken } from '../utils/random.js';

const dotenvPath = resolvePath('.env');
const examplePath = resolvePath('.env.example');

// One character for each byte: whatever the encoding of a file, what is not changed stays as it is.
const BYTE_ENCODING = 'latin1';

/** The variables of `.env` that hold generated secrets. */
export const SECRET_NAMES = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'MAINTENANCE_SECRET'] as const;

/** Of an access token, where `.env` does not say. */
const DEFAULT_TOKEN_LIFETIME = '15m';

type SecretName = (typeof SECRET_NAMES)[number];

function setVariable(text: string, name: string, secret: string): string {
  const value = '"[^"]*"|\'[^\']*\'|`[^`]*`|[^#\\r\\n]*?';
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)(?:${value})(?=[ \\t]*(?:#.*)?$)`, 'gm');
  const renewed = text.replace(line, (_line, start: string) => start + secret);
  if (renewed !== text) return renewed;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${name}=${secret}${newline}`;
}

function regenerateSecret(text: string, name: SecretName): string {
  return setVariable(text, name, randomToken());
}

/** No token of an earlier key is taken any more. */
function clearPreviousKey(text: string): string {
  const forgotten = ['JWT_PREVIOUS_SECRET', 'JWT_PREVIOUS_SECRET_UNTIL'].filter((name) => parseEnv(text)[name]?.trim());
  return forgotten.reduce((changed, name) => setVariable(changed, name, ''), text);
}

/** Gives every secret in the text of an `.env` file a fresh value and leaves every other line as it is. */
export function regenerateSecrets(text: string): string {
  return SECRET_NAMES.reduce(regenerateSecret, clearPreviousKey(text));
}

/** As regenerateSecrets(), but only those secrets that are blank or missing. */
export function fillBlankSecrets(text: string): string {
  const values = parseEnv(text);
  return SECRET_NAMES.filter((name) => !values[name]?.trim()).reduce(regenerateSecret, text);
}

/** Gives JWT_SECRET a fresh value; the old one still verifies tokens for as long as those that it signed live. */
export function rotateSigningKey(text: string): string {
  const { JWT_SECRET: previous = '', JWT_EXPIRES_IN = DEFAULT_TOKEN_LIFETIME } = parseEnv(text);
  if (!previous.trim()) return fillBlankSecrets(text);
  const until = clock.in(duration.parse(JWT_EXPIRES_IN.trim() || DEFAULT_TOKEN_LIFETIME)).toISOString();
  const kept = setVariable(setVariable(text, 'JWT_PREVIOUS_SECRET', previous), 'JWT_PREVIOUS_SECRET_UNTIL', until);
  return regenerateSecret(kept, 'JWT_SECRET');
}

/** Whole or not at all, and never over a file that is there: of two processes that start at once, one makes it. */
function createExclusively(text: string): boolean {
  const draft = `${dotenvPath}.${process.pid}`;
  writeFileSync(draft, text, { encoding: BYTE_ENCODING, mode: 0o600 });
  try {
    linkSync(draft, dotenvPath);
    return true;
  } catch (error) {
    if (existsSync(dotenvPath)) return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function updateDotenv(change: (text: string) => string, changed: string): string | undefined {
  if (!existsSync(dotenvPath) && createExclusively(change(readFileSync(examplePath, BYTE_ENCODING)))) {
    return 'Made .env from .env.example, with fresh secrets';
  }
  const text = readFileSync(dotenvPath, BYTE_ENCODING);
  const result = change(text);
  if (result === text) return undefined;
  writeFileSync(dotenvPath, result, BYTE_ENCODING);
  return changed;
}

/** Makes `.env` from `.env.example`, or fills the secrets left blank in it. Returns what it did, if anything. */
export function prepareDotenv(): string | undefined {
  return updateDotenv(fillBlankSecrets, 'Filled the blank secrets in .env');
}

/** As prepareDotenv(), but secrets that have a value are replaced as well. */
export function regenerateDotenv(): string | undefined {
  return updateDotenv(regenerateSecrets, 'Replaced the secrets in .env');
}

/** As prepareDotenv(), but access tokens are signed by a new key. */
export function rotateDotenv(): string | undefined {
  return updateDotenv(rotateSigningKey, 'Rotated the key in .env that signs access tokens');
}

/** The variables of `.env`, as text; none where there is no such file. */
export function readDotenv(): NodeJS.Dict<string> {
  return existsSync(dotenvPath) ? parseEnv(readFileSync(dotenvPath, 'utf8')) : {};
}
