import { authConfig } from '../config/auth.js';
import { transaction } from '../database/transaction.js';
import { InvalidCredentials } from '../exceptions/InvalidCredentials.js';
import { HttpException } from '../exceptions/HttpException.js';
import { User } from '../models/User.js';
import { assertUsable } from './accountStatus.js';
import AuditService from './AuditService.js';
import PasswordService from './PasswordService.js';
import SessionService, { type Device, type IssuedSession, type Principal } from './SessionService.js';
import TokenService from './TokenService.js';
import UserService, { type NewUser } from './UserService.js';

/** What a client holds after it signed in. */
export interface SignedIn {
  user: User;
  accessToken: string;
  refreshToken: string;
  /** Seconds for which the access token is valid. */
  expiresIn: number;
}

function signedIn(user: User, { session, refreshToken }: IssuedSession): SignedIn {
  const accessToken = TokenService.issue(user, session);
  return { user, accessToken, refreshToken, expiresIn: authConfig.accessToken.expiresIn };
}

class AuthService {
  /** @throws InvalidCredentials, AccountPending, AccountRejected or AccountSuspended */
  public async login(email: string, password: string, device: Device): Promise<SignedIn> {
    const user = await User.findByEmail(email);
    try {
      const matches = await PasswordService.matches(password, user?.password);
      if (!user || !matches) throw new InvalidCredentials();
      return await this.signIn(user, device, 'auth.login');
    } catch (error) {
      if (error instanceof HttpException) await this.noteRefusal(email, user, error.code);
      throw error;
    }
  }

  /** @throws DuplicateEntry if the e-mail is taken, AccountPending if it must be approved first */
  public async register(values: NewUser, device: Device): Promise<SignedIn> {
    const user = await UserService.create(values);
    return this.signIn(user, device, 'auth.registered');
  }

  /** @throws InvalidToken, AccountPending, AccountRejected or AccountSuspended */
  public async refresh(refreshToken: string): Promise<SignedIn> {
    const { user, ...issued } = await SessionService.rotate(refreshToken);
    return signedIn(user, issued);
  }

  /** Ends the session that asks; effective at once. */
  public logout({ user, sessionId }: Principal): Promise<void> {
    return transaction(async () => {
      await SessionService.revoke(sessionId);
      const subject = { type: 'Session', id: sessionId };
      await AuditService.record({ action: 'auth.logout', subject, actorId: user.id });
    });
  }

  public logoutAll(user: User): Promise<void> {
    return transaction(async () => {
      await SessionService.endAll(user);
      await AuditService.record({ action: 'auth.logout-all', subject: user, actorId: user.id });
    });
  }

  /**
   * Opens a session for a user who has proved to be one, in whatever way. Under a lock on the user: whoever is suspended
   * or deleted meanwhile gets none.
   *
   * @param action as the audit names it
   * @throws InvalidCredentials, AccountPending, AccountRejected or AccountSuspended
   */
  public signIn({ id }: Pick<User, 'id'>, device: Device, action: string): Promise<SignedIn> {
    return transaction(async () => {
      const user = await User.findByPk(id, { lock: true });
      if (!user) throw new InvalidCredentials();
      assertUsable(user);
      await user.recordLogin();
      const issued = await SessionService.start(user, device);
      await AuditService.record({ action, subject: issued.session, actorId: user.id });
      return signedIn(user, issued);
    });
  }

  private noteRefusal(email: string, user: User | null, reason: string): Promise<void> {
    return AuditService.record({ action: 'auth.login-failed', subject: user ?? undefined, after: { email, reason } });
  }
}

export default new AuthService();
