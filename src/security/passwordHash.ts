import { createHash } from 'node:crypto';
import bcrypt from 'bcrypt';
import { authConfig } from '../config/auth.js';
import { ServiceUnavailable } from '../exceptions/ServiceUnavailable.js';
import { randomToken } from '../utils/random.js';
import { Semaphore } from '../utils/Semaphore.js';

const MAX_BYTES = 72;

// bcrypt works in libuv's four threads, which files and SQLite need too: a login storm must leave some of them free.
const CONCURRENT_HASHES = 2;

/** Beyond that, a client would have given up before its turn came. */
const MAX_WAITING = 200;
const RETRY_AFTER = 10;

/** No hash begins with it. */
const UNUSABLE_MARKER = '!';

const semaphore = new Semaphore(CONCURRENT_HASHES);

/** bcrypt ignores what follows 72 bytes: longer passwords are digested first, shorter ones stay plain bcrypt. */
function digestIfLong(password: string): string {
  if (Buffer.byteLength(password) <= MAX_BYTES) return password;
  return createHash('sha384').update(password).digest('base64');
}

/** PHP writes 2y for the same format, which this bcrypt does not know by that name. */
function withKnownPrefix(hash: string): string {
  return hash.startsWith('$2y$') ? `$2b$${hash.slice(4)}` : hash;
}

async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  if (semaphore.waitingCount >= MAX_WAITING) throw new ServiceUnavailable(undefined, RETRY_AFTER);
  return semaphore.run(work);
}

/** How passwords are kept. What hashes throws ServiceUnavailable if too many wait for their turn. */
export const passwordHash = {
  hash: (password: string): Promise<string> =>
    withSlot(() => bcrypt.hash(digestIfLong(password), authConfig.password.rounds)),

  matches: (password: string, hash: string): Promise<boolean> =>
    withSlot(() => bcrypt.compare(digestIfLong(password), withKnownPrefix(hash))),

  /** What stands in place of a hash where no password shall open the account: nothing hashes to it. */
  unusableHash: (): string => `${UNUSABLE_MARKER}${randomToken()}`,

  isUsable: (hash: string): boolean => !hash.startsWith(UNUSABLE_MARKER),

  isOutdated: (hash: string): boolean => bcrypt.getRounds(withKnownPrefix(hash)) !== authConfig.password.rounds,
};
