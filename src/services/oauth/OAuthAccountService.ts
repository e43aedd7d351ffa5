import { UniqueConstraintError } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { transaction } from '../../database/transaction.js';
import type { Identity } from '../../drivers/oauth/OAuthDriver.js';
import {
  AccountClosed,
  AccountLinkingForbidden,
  AlreadyLinked,
  LastLoginMethod,
  LinkingRequired,
  ProviderEmailNotVerified,
} from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import { User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { encrypt } from '../../security/encryption.js';
import { clock } from '../../utils/clock.js';
import RegistrationService from '../users/RegistrationService.js';

const TOKEN_PURPOSE = 'oauth-tokens';
const MAX_ATTEMPTS = 3;

function tokenColumns({ email, accessToken, refreshToken, expiresIn }: Identity) {
  return {
    email,
    accessToken: encrypt(accessToken, TOKEN_PURPOSE),
    refreshToken: refreshToken === null ? null : encrypt(refreshToken, TOKEN_PURPOSE),
    tokenExpiresAt: expiresIn === null ? null : clock.in(expiresIn),
  };
}

/**
 * Prevents account pre-hijacking. An attacker may have registered with another person's email address: that person's
 * login must not lead into the attacker's account, and the attacker must not link a login before that person arrives.
 */
async function assertCanLink(user: User, { email, isEmailVerified }: Identity): Promise<void> {
  if (user.emailVerifiedAt) return;
  if (!isEmailVerified || email !== user.email) throw new AccountLinkingForbidden();
  await user.update({ emailVerifiedAt: clock.now() });
}

/** Links users to their accounts at OAuth providers. */
class OAuthAccountService {
  /**
   * Finds the user by the linked account, otherwise by the verified email address, and creates a user if there is none.
   *
   * @throws ProviderEmailNotVerified, LinkingRequired, AccountClosed or AlreadyLinked
   */
  public async resolveUser(provider: string, identity: Identity): Promise<User> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transaction(() => this.findOrCreate(provider, identity));
      } catch (error) {
        // A concurrent login of the same person created the records. The retry finds them.
        if (tries === MAX_ATTEMPTS || !(error instanceof UniqueConstraintError)) throw error;
      }
    }
  }

  /** Lists the accounts that are linked to a user. */
  public list(user: User): Promise<OAuthAccount[]> {
    return OAuthAccount.findAll({ where: { userId: user.id }, order: ['provider'] });
  }

  /** Links an account to an existing user. @throws AlreadyLinked, AccountLinkingForbidden */
  public async link({ id }: User, provider: string, identity: Identity): Promise<OAuthAccount> {
    try {
      return await transaction(() => this.linkToUser(id, provider, identity));
    } catch (error) {
      throw error instanceof UniqueConstraintError ? new AlreadyLinked() : error;
    }
  }

  /** Unlinks the user's account at a provider. @throws NotFound, LastLoginMethod */
  public unlink({ id }: User, provider: string): Promise<void> {
    return transaction(async () => {
      // Row lock on the user: of two concurrent requests, the second must see the result of the first.
      const user = await User.findByPk(id, { lock: true, rejectOnEmpty: true });
      const accounts = await this.list(user);
      const account = accounts.find((linked) => linked.provider === provider);
      if (!account) throw new NotFound('Linked account');
      if (!user.hasPassword() && accounts.length === 1) throw new LastLoginMethod();
      await account.destroy();
      await AuditService.record({ action: 'oauth.unlinked', subject: account, before: account.auditable() });
    });
  }

  private async findOrCreate(provider: string, identity: Identity): Promise<User> {
    const linked = await this.find(provider, identity);
    if (linked) return this.refreshTokens(linked, identity);
    const { email, firstname, lastname } = identity;
    if (email === null || !identity.isEmailVerified) throw new ProviderEmailNotVerified();
    const user = await User.findOne({ where: { email }, paranoid: false, lock: true });
    if (user?.isSoftDeleted()) throw new AccountClosed();
    if (user && !user.emailVerifiedAt) throw new LinkingRequired();
    const owner = user ?? (await RegistrationService.createVerified({ firstname, lastname, email }));
    await this.createLink(owner, provider, identity);
    if (user) await this.notifyLinked(user, provider);
    return owner;
  }

  private find(provider: string, { id }: Identity): Promise<OAuthAccount | null> {
    const include = [{ association: 'user', paranoid: false }];
    return OAuthAccount.findOne({ where: { provider, providerUserId: id }, include });
  }

  private async refreshTokens(account: OAuthAccount, identity: Identity): Promise<User> {
    const { user } = account;
    if (!user || user.isSoftDeleted()) throw new AccountClosed();
    await account.update(tokenColumns(identity));
    return user;
  }

  private async linkToUser(userId: number, provider: string, identity: Identity): Promise<OAuthAccount> {
    const user = await User.findByPk(userId, { lock: true, rejectOnEmpty: true });
    const linked = await this.find(provider, identity);
    if (linked && linked.userId !== user.id) throw new AlreadyLinked();
    if (linked) return linked.update(tokenColumns(identity));
    await assertCanLink(user, identity);
    const account = await this.createLink(user, provider, identity);
    await this.notifyLinked(user, provider);
    return account;
  }

  private async createLink(user: User, provider: string, identity: Identity): Promise<OAuthAccount> {
    const existing = await OAuthAccount.findOne({ where: { userId: user.id, provider } });
    if (existing && existing.providerUserId !== identity.id) throw new AlreadyLinked();
    // A concurrent login of the same person may have linked this account meanwhile.
    if (existing) return existing.update(tokenColumns(identity));
    const values = { userId: user.id, provider, providerUserId: identity.id, ...tokenColumns(identity) };
    const account = await OAuthAccount.create(values);
    const after = account.auditable();
    await AuditService.record({ action: 'oauth.linked', subject: account, after, actorId: user.id });
    return account;
  }

  private notifyLinked(user: User, name: string): Promise<void> {
    return new SecurityNotice({ event: 'provider-linked', name }).notify(user);
  }
}

export default new OAuthAccountService();
