import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
import { authConfig } from '../config/auth.js';
import { ServiceUnavailable } from '../exceptions/ServiceUnavailable.js';
import { randomToken } from '../utils/random.js';
import { Semaphore } from '../utils/Semaphore.js';

const MAX_BYTES = 72;

// bcrypt runs in libuv's four threads, which files and SQLite need too. A burst of logins must leave some of them free.
const CONCURRENT_HASHES = 2;

/** With a longer queue, clients would time out before their turn. */
const MAX_WAITING = 200;
const RETRY_AFTER = 10;

/** No bcrypt hash starts with this character. */
const UNUSABLE_MARKER = '!';

const semaphore = new Semaphore(CONCURRENT_HASHES);

/**
 * bcrypt ignores input beyond 72 bytes, so longer passwords are hashed first (SHA-384). Shorter ones stay plain bcrypt.
 */
function digestIfLong(password: string): string {
  if (Buffer.byteLength(password) <= MAX_BYTES) return password;
  return createHash('sha384').update(password).digest('base64');
}

/** PHP uses the prefix 2y for the same format, which this library does not accept. */
function withKnownPrefix(hash: string): string {
  return hash.startsWith('$2y$') ? `$2b$${hash.slice(4)}` : hash;
}

async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  if (semaphore.waitingCount >= MAX_WAITING) throw new ServiceUnavailable(undefined, RETRY_AFTER);
  return semaphore.run(work);
}

/** Password hashing with bcrypt. `hash` and `matches` throw ServiceUnavailable if too many calls are waiting. */
export const passwordHash = {
  hash: (password: string): Promise<string> =>
    withSlot(() => bcrypt.hash(digestIfLong(password), authConfig.password.rounds)),

  matches: (password: string, hash: string): Promise<boolean> =>
    withSlot(() => bcrypt.compare(digestIfLong(password), withKnownPrefix(hash))),

  /** Returns a value for accounts without a password; no password matches it. */
  unusableHash: (): string => `${UNUSABLE_MARKER}${randomToken()}`,

  isUsable: (hash: string): boolean => !hash.startsWith(UNUSABLE_MARKER),

  isOutdated: (hash: string): boolean => bcrypt.getRounds(withKnownPrefix(hash)) !== authConfig.password.rounds,
};
