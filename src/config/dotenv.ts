import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { clock } from '../utils/clock.js';
import { resolvePath } from '../utils/paths.js';
import { randomToken } from '../utils/random.js';
import { duration } from './schema.js';

const dotenvPath = resolvePath('.env');
const examplePath = resolvePath('.env.example');

// latin1 maps each byte to one character, so that unchanged bytes survive in any encoding.
const BYTE_ENCODING = 'latin1';

/** Variables of `.env` that contain generated secrets. */
export const SECRET_NAMES = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'MAINTENANCE_SECRET'] as const;

/** Lifetime of an access token if `.env` does not set it. */
const DEFAULT_TOKEN_LIFETIME = '15m';

type SecretName = (typeof SECRET_NAMES)[number];

function setVariable(text: string, name: string, secret: string): string {
  const value = '"[^"]*"|\'[^\']*\'|`[^`]*`|[^#\\r\\n]*?';
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=)(?:${value})(?=[ \\t]*(?:#.*)?$)`, 'gm');
  const replaced = text.replace(line, (_line, start: string) => start + secret);
  if (replaced !== text) return replaced;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : newline}${name}=${secret}${newline}`;
}

function regenerateSecret(text: string, name: SecretName): string {
  return setVariable(text, name, randomToken());
}

/** Clears the previous key, so that its tokens become invalid. */
function clearPreviousKey(text: string): string {
  const names = ['JWT_PREVIOUS_SECRET', 'JWT_PREVIOUS_SECRET_UNTIL'].filter((name) => parseEnv(text)[name]?.trim());
  return names.reduce((changed, name) => setVariable(changed, name, ''), text);
}

/** Replaces every secret in the text of an `.env` file and leaves all other lines unchanged. */
export function regenerateSecrets(text: string): string {
  return SECRET_NAMES.reduce(regenerateSecret, clearPreviousKey(text));
}

/** Fills only those secrets that are blank or missing. */
export function fillBlankSecrets(text: string): string {
  const values = parseEnv(text);
  return SECRET_NAMES.filter((name) => !values[name]?.trim()).reduce(regenerateSecret, text);
}

/** Rotates JWT_SECRET. The old key still verifies tokens until those that it signed have expired. */
export function rotateSigningKey(text: string): string {
  const { JWT_SECRET: previous = '', JWT_EXPIRES_IN = DEFAULT_TOKEN_LIFETIME } = parseEnv(text);
  if (!previous.trim()) return fillBlankSecrets(text);
  const until = clock.in(duration.parse(JWT_EXPIRES_IN.trim() || DEFAULT_TOKEN_LIFETIME)).toISOString();
  const withPrevious = setVariable(
    setVariable(text, 'JWT_PREVIOUS_SECRET', previous),
    'JWT_PREVIOUS_SECRET_UNTIL',
    until,
  );
  return regenerateSecret(withPrevious, 'JWT_SECRET');
}

/** Creates the file atomically, and never overwrites one: only one of two concurrent processes succeeds. */
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

function updateDotenv(change: (text: string) => string, notice: string): string | undefined {
  if (!existsSync(dotenvPath) && createExclusively(change(readFileSync(examplePath, BYTE_ENCODING)))) {
    return 'Created .env from .env.example with new secrets';
  }
  const text = readFileSync(dotenvPath, BYTE_ENCODING);
  const result = change(text);
  if (result === text) return undefined;
  writeFileSync(dotenvPath, result, BYTE_ENCODING);
  return notice;
}

/** Creates `.env` from `.env.example`, or fills its blank secrets. Returns a notice if it changed anything. */
export function prepareDotenv(): string | undefined {
  return updateDotenv(fillBlankSecrets, 'Filled the blank secrets in .env');
}

/** Creates `.env`, or replaces all of its secrets. Returns a notice. */
export function regenerateDotenv(): string | undefined {
  return updateDotenv(regenerateSecrets, 'Replaced the secrets in .env');
}

/** Creates `.env`, or rotates the signing key of access tokens. Returns a notice. */
export function rotateDotenv(): string | undefined {
  return updateDotenv(rotateSigningKey, 'Rotated the signing key of access tokens in .env');
}

/** Reads the variables of `.env`; empty if the file does not exist. */
export function readDotenv(): NodeJS.Dict<string> {
  return existsSync(dotenvPath) ? parseEnv(readFileSync(dotenvPath, 'utf8')) : {};
}
