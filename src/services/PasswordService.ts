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

/** bcrypt ignores what follows 72 bytes: longer passwords are digested first, shorter ones stay plain bcrypt. */
function digestIfLong(password: string): string {
  if (Buffer.byteLength(password) <= MAX_BYTES) return password;
  return createHash('sha384').update(password).digest('base64');
}

/** PHP writes 2y for the same format, which this bcrypt does not know by that name. */
function withKnownPrefix(hash: string): string {
  return hash.startsWith('$2y$') ? `$2b$${hash.slice(4)}` : hash;
}

class PasswordService {
  private readonly hashes = new Semaphore(CONCURRENT_HASHES);
  private decoy: string | undefined;

  /** @throws ServiceUnavailable if too many wait for theirs */
  public hash(password: string): Promise<string> {
    return this.inTurn(() => bcrypt.hash(digestIfLong(password), authConfig.password.rounds));
  }

  /** What stands in place of a hash where no password shall open the account: nothing hashes to it. */
  public unusable(): string {
    return `!${randomToken()}`;
  }

  /**
   * Whether the password belongs to the hash. Without a hash, as for an unknown user, it takes as long to say no:
   * an answer's time must not tell which accounts exist.
   *
   * @throws ServiceUnavailable if too many wait for theirs
   */
  public async matches(password: string, hash: string | undefined): Promise<boolean> {
    const usable = hash?.startsWith('!') ? undefined : hash;
    const known = usable ?? (await this.decoyHash());
    const matches = await this.inTurn(() => bcrypt.compare(digestIfLong(password), withKnownPrefix(known)));
    return matches && usable !== undefined;
  }

  private async decoyHash(): Promise<string> {
    return (this.decoy ??= await this.hash(randomToken()));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.hashes.queue >= MAX_WAITING) throw new ServiceUnavailable(undefined, RETRY_AFTER);
    return this.hashes.run(work);
  }
}

export default new PasswordService();
