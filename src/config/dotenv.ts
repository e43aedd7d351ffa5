import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { pathTo } from '../utils/paths.js';
import { randomToken } from '../utils/random.js';

const file = pathTo('.env');
const example = pathTo('.env.example');

/** The variables of `.env` that hold generated secrets. */
export const SECRETS = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'MAINTENANCE_SECRET'] as const;

/** Gives every blank secret in the text of an `.env` file a fresh value and leaves every other line as it is. */
export function fillSecrets(text: string): string {
  return SECRETS.reduce(
    (filled, name) => filled.replace(new RegExp(`^${name}=[ \\t]*$`, 'm'), () => `${name}=${randomToken()}`),
    text,
  );
}

/** Makes `.env` from `.env.example`, or fills the secrets left blank in it. Returns what it did, if anything. */
export function prepareDotenv(): string | undefined {
  if (!existsSync(file)) {
    // 'wx': of two processes that start at once, one makes the file and the other stops instead of replacing its secrets.
    writeFileSync(file, fillSecrets(readFileSync(example, 'utf8')), { flag: 'wx', mode: 0o600 });
    return 'Made .env from .env.example, with fresh secrets';
  }
  const text = readFileSync(file, 'utf8');
  const filled = fillSecrets(text);
  if (filled === text) return undefined;
  writeFileSync(file, filled);
  return 'Filled the blank secrets in .env';
}

/** The variables of `.env`, as text; none where there is no such file. */
export function readDotenv(): NodeJS.Dict<string> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}
