import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { TwoFactorRequired } from '../../exceptions/errors.js';
import { User } from '../../models/users/User.js';
import { randomToken } from '../../utils/random.js';
import { isActive } from './accountStatus.js';
import AuditService from '../../audit/AuditService.js';
import PasswordService from './PasswordService.js';

export interface Credentials {
  email: string;
  /** In clear. */
  password: string;
}

interface Proof {
  userId: number;
  /** The hash that the password was compared with. */
  hash: string;
}

/** Milliseconds without a request after which the password is compared again. */
const MEMORY = 5 * 60_000;
const MAX_PROOFS = 100;

function isAdministrator(user: User): boolean {
  return user.isAdmin() && isActive(user);
}

/** Knows administrators by e-mail and password, for pages whose browser sends both with every request. */
class AdministratorService {
  private readonly proofs = new LRUCache<string, Proof>({ max: MAX_PROOFS, ttl: MEMORY, updateAgeOnGet: true });
  private readonly key = randomToken();

  /** Whoever proved these credentials a short while ago and is still an administrator with this password. */
  public async recall(credentials: Credentials): Promise<User | null> {
    const digest = this.digest(credentials);
    const proof = this.proofs.get(digest);
    if (!proof) return null;
    // A replica may not know yet who was suspended a moment ago.
    const user = await User.findByPk(proof.userId, { useMaster: true });
    const isSame = user?.email === credentials.email && user.password === proof.hash;
    if (isSame && isAdministrator(user) && !user.hasTwoFactor()) return user;
    this.proofs.delete(digest);
    return null;
  }

  /** The id of whoever proved these credentials a short while ago, not asking what became of them since. */
  public idOf(credentials: Credentials): number | undefined {
    return this.proofs.peek(this.digest(credentials))?.userId;
  }

  /**
   * The administrator with these credentials; takes as long where there is none. Either is audited as a login.
   *
   * @throws TwoFactorRequired, because a browser's own login window cannot ask for a code
   */
  public async prove(credentials: Credentials): Promise<User | null> {
    const user = await User.findByEmail(credentials.email);
    const matches = await PasswordService.matches(credentials.password, user?.password);
    if (!user || !matches || !isAdministrator(user)) {
      await this.noteRefusal(credentials, user, matches ? 'FORBIDDEN' : 'INVALID_CREDENTIALS');
      return null;
    }
    if (user.hasTwoFactor()) {
      await this.noteRefusal(credentials, user, 'TWO_FACTOR_REQUIRED');
      throw new TwoFactorRequired();
    }
    this.proofs.set(this.digest(credentials), { userId: user.id, hash: user.password });
    await AuditService.record({ action: 'auth.login', subject: user, actorId: user.id });
    return user;
  }

  private noteRefusal({ email }: Credentials, user: User | null, reason: string): Promise<void> {
    return AuditService.record({ action: 'auth.login-failed', subject: user ?? undefined, after: { email, reason } });
  }

  private digest({ email, password }: Credentials): string {
    return createHmac('sha256', this.key).update(`${email}\n${password}`).digest('base64');
  }
}

export default new AdministratorService();
