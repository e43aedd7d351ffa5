import { passwordHash } from '../../security/passwordHash.js';
import { randomToken } from '../../utils/random.js';

class PasswordService {
  private dummyHash: string | undefined;

  /** @throws ServiceUnavailable if too many wait for theirs */
  public hash(password: string): Promise<string> {
    return passwordHash.hash(password);
  }

  /** What stands in place of a hash where no password shall open the account: nothing hashes to it. */
  public unusableHash(): string {
    return passwordHash.unusableHash();
  }

  /**
   * Whether the password belongs to the hash. Without a hash, as for an unknown user, it takes as long to say no:
   * an answer's time must not tell which accounts exist.
   *
   * @throws ServiceUnavailable if too many wait for theirs
   */
  public async matches(password: string, hash: string | undefined): Promise<boolean> {
    const usable = hash && passwordHash.isUsable(hash) ? hash : undefined;
    const matches = await passwordHash.matches(password, usable ?? (await this.getDummyHash()));
    return matches && usable !== undefined;
  }

  /** Whether the hash was made at another cost than new ones are. */
  public isOutdated(hash: string): boolean {
    return passwordHash.isOutdated(hash);
  }

  private async getDummyHash(): Promise<string> {
    return (this.dummyHash ??= await this.hash(randomToken()));
  }
}

export default new PasswordService();
