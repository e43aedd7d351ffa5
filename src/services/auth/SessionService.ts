import { Op } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { authConfig } from '../../config/auth.js';
import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { findSessionUser } from '../../models/auth/findSessionUser.js';
import { Session } from '../../models/auth/Session.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { assertActive } from './accountStatus.js';
import type { ApiKeyPrincipal } from './ApiKeyService.js';
import OneTimeTokenService from './OneTimeTokenService.js';
import TokenService, { type Claims, type RefreshToken } from './TokenService.js';

/** The caller of a request with an access token, and its session. */
export interface SessionPrincipal {
  user: User;
  sessionId: number;
  apiKey: null;
}

/** The authenticated caller, with a session or an API key. */
export type Principal = SessionPrincipal | ApiKeyPrincipal;

/** The client's address and software at login. */
export interface ClientInfo {
  ip: string | null;
  userAgent: string | null;
}

/** A session and its refresh token, of which only a hash is stored. */
export interface IssuedSession {
  session: Session;
  refreshToken: string;
}

const { expiresIn, graceSeconds } = authConfig.refreshToken;

/** Starts, authenticates, rotates and revokes sessions. */
class SessionService {
  /** Starts a session. */
  public async start(user: User, client: ClientInfo): Promise<IssuedSession> {
    const token = TokenService.generateRefreshToken();
    const session = await Session.create({
      ...client,
      userId: user.id,
      familyHash: TokenService.hash(token.family),
      tokenHash: TokenService.hash(token.secret),
      lastUsedAt: clock.now(),
      expiresAt: clock.in(expiresIn),
    });
    return { session, refreshToken: TokenService.formatRefreshToken(token) };
  }

  /**
   * Authenticates an access token with one query: the session must be active, and so must its user.
   *
   * @throws InvalidToken, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async authenticate({ id, sid }: Claims): Promise<SessionPrincipal> {
    const user = await findSessionUser(id, sid);
    if (!user) throw new InvalidToken();
    assertActive(user);
    return { user, sessionId: sid, apiKey: null };
  }

  /**
   * Refresh token rotation with reuse detection and a sliding session. For a few seconds of grace, concurrent requests
   * and clients that lost the response get the same successor. An older token indicates theft and revokes the session.
   *
   * @throws InvalidToken, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async rotate(text: string): Promise<IssuedSession & { user: User }> {
    const token = TokenService.parseRefreshToken(text);
    const successor = TokenService.nextToken(token);
    const hasRotated = await this.replaceToken(token, successor);
    const session = await this.findByFamily(token);
    if (!hasRotated && !this.isReplayWithinGrace(session, token, successor)) {
      await this.revoke(session.id);
      await AuditService.record({ action: 'session.token-reused', subject: session });
      throw new InvalidToken();
    }
    if (!session.user) throw new InvalidToken();
    assertActive(session.user);
    return { session, user: session.user, refreshToken: TokenService.formatRefreshToken(successor) };
  }

  /** Lists the user's active sessions, the most recently used first. */
  public list(user: User): Promise<Session[]> {
    return Session.findAll({
      where: { userId: user.id, ...Session.active() },
      order: [
        ['lastUsedAt', 'DESC'],
        ['id', 'DESC'],
      ],
      limit: 100,
    });
  }

  /** Revokes one of the user's sessions. @throws NotFound */
  public async revokeForUser(user: User, id: number): Promise<void> {
    await transaction(async () => {
      const [ended] = await Session.update(
        { revokedAt: clock.now() },
        { where: { id, userId: user.id, ...Session.active() } },
      );
      if (ended === 0) throw new NotFound('Session');
      await AuditService.record({ action: 'session.revoked', subject: { type: 'Session', id } });
    });
  }

  /** Revokes a session. Idempotent. */
  public async revoke(id: number): Promise<void> {
    await Session.update({ revokedAt: clock.now() }, { where: { id, revokedAt: null } });
  }

  /** Revokes all sessions of the user, and pending logins that wait for a two-factor code. */
  public async revokeAll(user: User): Promise<void> {
    await Session.update({ revokedAt: clock.now() }, { where: { userId: user.id, revokedAt: null } });
    await OneTimeTokenService.revoke(user.id, 'two-factor-challenge');
  }

  /** Revokes all sessions of the user except one. */
  public async revokeOthers(user: User, sessionId: number): Promise<void> {
    const others = { userId: user.id, revokedAt: null, id: { [Op.ne]: sessionId } };
    await Session.update({ revokedAt: clock.now() }, { where: others });
  }

  /** Tells whether the account with this email has a current or recent session at the IP address. */
  public async isKnownAddress(email: string, ip: string): Promise<boolean> {
    const user = await User.findOne({ where: { email }, attributes: ['id'] });
    return user !== null && (await Session.count({ where: { userId: user.id, ip } })) > 0;
  }

  private async replaceToken(token: RefreshToken, successor: RefreshToken): Promise<boolean> {
    const parentHash = TokenService.hash(token.secret);
    const now = clock.now();
    const [replaced] = await Session.update(
      {
        tokenHash: TokenService.hash(successor.secret),
        parentHash,
        rotatedAt: now,
        lastUsedAt: now,
        expiresAt: clock.in(expiresIn),
      },
      { where: { familyHash: TokenService.hash(token.family), tokenHash: parentHash, ...Session.active() } },
    );
    return replaced === 1;
  }

  private async findByFamily({ family }: RefreshToken): Promise<Session> {
    const where = { familyHash: TokenService.hash(family), ...Session.active() };
    const session = await Session.findOne({ where, include: ['user'] });
    if (!session) throw new InvalidToken();
    return session;
  }

  private isReplayWithinGrace(session: Session, token: RefreshToken, successor: RefreshToken): boolean {
    const isParent = session.parentHash === TokenService.hash(token.secret);
    const isCurrent = session.tokenHash === TokenService.hash(successor.secret);
    return isParent && isCurrent && session.rotatedAt !== null && session.rotatedAt > clock.in(-graceSeconds);
  }
}

export default new SessionService();
