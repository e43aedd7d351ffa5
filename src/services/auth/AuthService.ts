import AuditService from '../../audit/AuditService.js';
import { authConfig } from '../../config/auth.js';
import { transaction } from '../../database/transaction.js';
import { InvalidCredentials } from '../../exceptions/errors.js';
import { HttpException } from '../../exceptions/HttpException.js';
import { User } from '../../models/users/User.js';
import { assertActive } from './accountStatus.js';
import PasswordService from './PasswordService.js';
import SessionService, { type ClientInfo, type IssuedSession, type SessionPrincipal } from './SessionService.js';
import TokenService from './TokenService.js';
import TotpService from './TotpService.js';
import TwoFactorAttemptService from './TwoFactorAttemptService.js';
import TwoFactorChallengeService, { type TwoFactorChallenge } from './TwoFactorChallengeService.js';

/** The tokens of a client that logged in. */
export interface IssuedTokens {
  user: User;
  accessToken: string;
  refreshToken: string;
  /** Seconds for which the access token is valid. */
  expiresIn: number;
}

/** The result of a login: tokens, or a challenge if two-factor authentication requires a code. */
export type SignInResult = IssuedTokens | TwoFactorChallenge;

function issueTokens(user: User, { session, refreshToken }: IssuedSession): IssuedTokens {
  const accessToken = TokenService.issue(user, session);
  return { user, accessToken, refreshToken, expiresIn: authConfig.accessToken.expiresIn };
}

/** The password or its hash was changed after the login had verified it. */
class PasswordChangedMeanwhile extends Error {}

/** Login, logout and token refresh. */
class AuthService {
  /** Logs in. @throws InvalidCredentials, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified */
  public async login(email: string, password: string, client: ClientInfo): Promise<SignInResult> {
    const user = await User.findByEmail(email);
    try {
      const matches = await PasswordService.matches(password, user?.password);
      if (!user || !matches) throw new InvalidCredentials();
      const hash = PasswordService.isOutdated(user.password)
        ? await this.rehashPassword(user, password)
        : user.password;
      return await this.signIn(user, client, 'auth.login', hash);
    } catch (error) {
      if (error instanceof PasswordChangedMeanwhile) return this.login(email, password, client);
      if (error instanceof HttpException) await this.auditFailure(email, user, error.code);
      throw error;
    }
  }

  /**
   * Exchanges a refresh token for new tokens.
   *
   * @throws InvalidToken, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async refresh(refreshToken: string): Promise<IssuedTokens> {
    const { user, ...issued } = await SessionService.rotate(refreshToken);
    return issueTokens(user, issued);
  }

  /** Revokes the caller's session, effective immediately. */
  public logout({ user, sessionId }: Pick<SessionPrincipal, 'user' | 'sessionId'>): Promise<void> {
    return transaction(async () => {
      await SessionService.revoke(sessionId);
      const subject = { type: 'Session', id: sessionId };
      await AuditService.record({ action: 'auth.logout', subject, actorId: user.id });
    });
  }

  /** Revokes all sessions of the user. */
  public logoutAll(user: User): Promise<void> {
    return transaction(async () => {
      await SessionService.revokeAll(user);
      await AuditService.record({ action: 'auth.logout-all', subject: user, actorId: user.id });
    });
  }

  /**
   * Starts the first session of a new account.
   *
   * @throws AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public signInNew({ id }: Pick<User, 'id'>, client: ClientInfo): Promise<IssuedTokens> {
    return transaction(async () => this.startSession(await this.lockActiveUser(id), client, 'auth.registered'));
  }

  /**
   * Starts a session for an authenticated user, or issues a challenge if two-factor authentication is on.
   *
   * @param action the audited action
   * @param hash the password hash that was verified, if the user logged in with a password
   * @throws PasswordChangedMeanwhile, InvalidCredentials, or the errors of assertActive()
   */
  public signIn({ id }: Pick<User, 'id'>, client: ClientInfo, action: string, hash?: string): Promise<SignInResult> {
    return transaction(async () => {
      const user = await this.lockActiveUser(id);
      // A password change has revoked all other sessions: the old password must not open a new one after it.
      if (hash !== undefined && user.password !== hash) throw new PasswordChangedMeanwhile();
      return user.hasTwoFactor()
        ? TwoFactorChallengeService.issue(user, action)
        : this.startSession(user, client, action);
    });
  }

  /**
   * Completes a login with a code from the user's app or a recovery code.
   *
   * @throws InvalidToken, InvalidCode, TooManyRequests, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async answerChallenge(token: string, code: string, client: ClientInfo): Promise<IssuedTokens> {
    const { userId, action } = await TwoFactorChallengeService.peek(token);
    return TwoFactorAttemptService.withLimit(userId, async () => {
      const user = await this.lockActiveUser(userId);
      await TwoFactorChallengeService.consume(token);
      await TotpService.consume(user, code);
      return this.startSession(user, client, action);
    });
  }

  /** Row lock: a user who is suspended or deleted meanwhile must not get a session. */
  private async lockActiveUser(id: number): Promise<User> {
    const user = await User.findByPk(id, { lock: true });
    if (!user) throw new InvalidCredentials();
    assertActive(user);
    return user;
  }

  private async startSession(user: User, client: ClientInfo, action: string): Promise<IssuedTokens> {
    await user.recordLogin();
    const issued = await SessionService.start(user, client);
    await AuditService.record({ action, subject: issued.session, actorId: user.id });
    return issueTokens(user, issued);
  }

  /** Stores a hash of the current cost. If a concurrent request changed the password, signIn() notices. */
  private async rehashPassword(user: User, password: string): Promise<string> {
    const hash = await PasswordService.hash(password);
    await User.update({ password: hash }, { where: { id: user.id, password: user.password }, silent: true });
    return hash;
  }

  private auditFailure(email: string, user: User | null, reason: string): Promise<void> {
    return AuditService.record({ action: 'auth.login-failed', subject: user ?? undefined, after: { email, reason } });
  }
}

export default new AuthService();
