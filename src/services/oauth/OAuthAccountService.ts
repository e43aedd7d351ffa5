import { UniqueConstraintError } from 'sequelize';
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
import { clock } from '../../utils/clock.js';
import { encrypt } from '../../security/encryption.js';
import AuditService from '../../audit/AuditService.js';
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
 * Whoever registers with a stranger's e-mail must not gain by it: neither may the stranger's login end in that account,
 * nor may a way into it be laid before the stranger comes.
 */
async function assertCanLink(user: User, { email, isEmailVerified }: Identity): Promise<void> {
  if (user.emailVerifiedAt) return;
  if (!isEmailVerified || email !== user.email) throw new AccountLinkingForbidden();
  await user.update({ emailVerifiedAt: clock.now() });
}

/** The accounts at other providers with which users log in. */
class OAuthAccountService {
  /**
   * The user behind an identity: the one it is linked to, the one whose verified e-mail it has, or a new one.
   *
   * @throws ProviderEmailNotVerified, LinkingRequired, AccountClosed or AlreadyLinked
   */
  public async resolveUser(provider: string, identity: Identity): Promise<User> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transaction(() => this.findOrCreate(provider, identity));
      } catch (error) {
        // Another login of the same person was faster: what it made is there at the next try.
        if (tries === MAX_ATTEMPTS || !(error instanceof UniqueConstraintError)) throw error;
      }
    }
  }

  public list(user: User): Promise<OAuthAccount[]> {
    return OAuthAccount.findAll({ where: { userId: user.id }, order: ['provider'] });
  }

  /** @throws AlreadyLinked, AccountLinkingForbidden */
  public async link({ id }: User, provider: string, identity: Identity): Promise<OAuthAccount> {
    try {
      return await transaction(() => this.linkToUser(id, provider, identity));
    } catch (error) {
      throw error instanceof UniqueConstraintError ? new AlreadyLinked() : error;
    }
  }

  /** @throws NotFound, LastLoginMethod */
  public unlink({ id }: User, provider: string): Promise<void> {
    return transaction(async () => {
      // Under a lock on the user, so that of two parallel unlinkings the second sees what the first has left.
      const user = await User.findByPk(id, { lock: true, rejectOnEmpty: true });
      const accounts = await this.list(user);
      const account = accounts.find((one) => one.provider === provider);
      if (!account) throw new NotFound('Linked account');
      if (!user.hasPassword() && accounts.length === 1) throw new LastLoginMethod();
      await account.destroy();
      await AuditService.record({ action: 'oauth.unlinked', subject: account, before: account.auditable() });
    });
  }

  private async findOrCreate(provider: string, identity: Identity): Promise<User> {
    const known = await this.find(provider, identity);
    if (known) return this.refreshTokens(known, identity);
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
    const known = await this.find(provider, identity);
    if (known && known.userId !== user.id) throw new AlreadyLinked();
    if (known) return known.update(tokenColumns(identity));
    await assertCanLink(user, identity);
    const account = await this.createLink(user, provider, identity);
    await this.notifyLinked(user, provider);
    return account;
  }

  private async createLink(user: User, provider: string, identity: Identity): Promise<OAuthAccount> {
    const present = await OAuthAccount.findOne({ where: { userId: user.id, provider } });
    if (present && present.providerUserId !== identity.id) throw new AlreadyLinked();
    // Another login of the same person was committed after this one had looked for the account.
    if (present) return present.update(tokenColumns(identity));
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
