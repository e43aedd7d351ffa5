import { passwordHash } from '../models/passwordHash.js';
import { randomToken } from '../utils/random.js';

class PasswordService {
  private decoy: string | undefined;

  /** @throws ServiceUnavailable if too many wait for theirs */
  public hash(password: string): Promise<string> {
    return passwordHash.of(password);
  }

  /**
   * Whether the password belongs to the hash. Without a hash, as for an unknown user, it takes as long to say no:
   * an answer's time must not tell which accounts exist.
   *
   * @throws ServiceUnavailable if too many wait for theirs
   */
  public async matches(password: string, hash: string | undefined): Promise<boolean> {
    const matches = await passwordHash.matches(password, hash ?? (await this.decoyHash()));
    return matches && hash !== undefined;
  }

  private async decoyHash(): Promise<string> {
    return (this.decoy ??= await this.hash(randomToken()));
  }
}

export default new PasswordService();
