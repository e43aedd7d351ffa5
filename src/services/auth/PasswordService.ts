import { passwordHash } from '../../security/passwordHash.js';
import { randomToken } from '../../utils/random.js';

/** Hashes and compares passwords. */
class PasswordService {
  private dummyHash: string | undefined;

  /** Hashes a password. @throws ServiceUnavailable if too many hashes are waiting */
  public hash(password: string): Promise<string> {
    return passwordHash.hash(password);
  }

  /** Returns a placeholder for accounts without a password. No password matches it. */
  public unusableHash(): string {
    return passwordHash.unusableHash();
  }

  /**
   * Compares a password with a hash. For an unknown user it compares with a dummy hash, so that the response time does
   * not reveal which accounts exist (account enumeration).
   *
   * @throws ServiceUnavailable if too many hashes are waiting
   */
  public async matches(password: string, hash: string | undefined): Promise<boolean> {
    const usable = hash && passwordHash.isUsable(hash) ? hash : undefined;
    const matches = await passwordHash.matches(password, usable ?? (await this.getDummyHash()));
    return matches && usable !== undefined;
  }

  /** Tells whether the hash has another cost than new ones and should be replaced. */
  public isOutdated(hash: string): boolean {
    return passwordHash.isOutdated(hash);
  }

  private async getDummyHash(): Promise<string> {
    return (this.dummyHash ??= await this.hash(randomToken()));
  }
}

export default new PasswordService();
