import AuditService from '../../audit/AuditService.js';
import { cacheConfig } from '../../config/cache.js';
import { adminColumns, type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { Conflict } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import Paginator from '../../lists/Paginator.js';
import type { ListQuery, Page, Row } from '../../lists/types.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { EmailChangedMail } from '../../mail/users/EmailChangedMail.js';
import { type CachedRow, findCached } from '../../models/modelCache.js';
import { User } from '../../models/users/User.js';
import ApiKeyService from '../auth/ApiKeyService.js';
import { assertCurrentPassword } from '../auth/currentPassword.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';
import SessionService from '../auth/SessionService.js';
import { assertNotLastAdmin, removesAdmin } from './adminGuard.js';
import EmailVerificationService from './EmailVerificationService.js';

type OwnChanges = Changes<User> & { currentPassword?: string | undefined };

export type CachedUser = CachedRow<User, 'password' | 'twoFactorSecret'>;

/** Finds, changes, soft-deletes and restores users. */
class UserService {
  /** Lists one page of users. */
  public paginate(query: ListQuery): Promise<Page<Row<User>>> {
    return Paginator.paginate(User, query, { columns: { twoFactorEnabled: 'twoFactorConfirmedAt' } });
  }

  /** Finds a user for display, possibly from the cache. @throws NotFound */
  public async findCached(id: number): Promise<CachedUser> {
    const user = await findCached(User, id, {
      ttlSeconds: cacheConfig.userTtlSeconds,
      exclude: ['password', 'twoFactorSecret'],
    });
    if (!user) throw new NotFound('User');
    return user;
  }

  /** Finds a user. @throws NotFound */
  public async find(id: number): Promise<User> {
    const user = await User.findByPk(id);
    if (!user) throw new NotFound('User');
    return user;
  }

  /**
   * Changes everything that an administrator may set, without confirmation. A user who is not approved is logged out.
   *
   * @throws DuplicateEntry, NotFound, or Conflict for the last administrator
   */
  public update(user: User, changes: Changes<User>): Promise<User> {
    const values = editableValues(User, changes, 'admin');
    return transaction(async () => {
      // Read again: it may have changed, and an attempt that was rolled back leaves its values in the record.
      const current = await this.find(user.id);
      if (removesAdmin(current, values)) await assertNotLastAdmin(current);
      const before = current.auditable();
      const { email: oldEmail } = current;
      const isNewEmail = this.changesEmail(current, values);
      await current.update({ ...values, ...(isNewEmail && { emailVerifiedAt: null }) });
      if (isNewEmail) await this.afterEmailChange(current, oldEmail);
      await AuditService.record({ action: 'user.updated', subject: current, before, after: current.auditable() });
      if (current.status !== 'approved') await SessionService.revokeAll(current);
      return current;
    });
  }

  /** Returns true if a column would change that only administrators may set. */
  public changesAccess(user: User, changes: Changes<User>): boolean {
    return adminColumns(User).some((name) => changes[name] !== undefined && changes[name] !== user.get(name));
  }

  public changesEmail(user: User, { email }: Pick<Changes<User>, 'email'>): boolean {
    return email !== undefined && email !== user.email;
  }

  /**
   * Changes what users may set themselves. A new email address requires the password, because it gives access to the
   * account, and takes effect once confirmed.
   *
   * @throws ValidationFailed, DuplicateEntry
   */
  public async updateOwn(user: User, { email, currentPassword, ...changes }: OwnChanges): Promise<User> {
    const newEmail = this.changesEmail(user, { email }) ? email : undefined;
    if (newEmail !== undefined) await this.assertPassword(user, currentPassword);
    return transaction(async () => {
      if (newEmail !== undefined) await EmailVerificationService.requestChange(user, newEmail);
      return this.update(user, editableValues(User, changes, 'owner'));
    });
  }

  /**
   * Soft-deletes the user, who can be restored until the purge, and revokes all sessions and API keys.
   *
   * @throws NotFound, or Conflict for the last administrator
   */
  public async delete(user: User): Promise<void> {
    await transaction(async () => {
      const current = await this.find(user.id);
      if (current.isAdmin()) await assertNotLastAdmin(current);
      // Only one of two concurrent deletes succeeds.
      if ((await User.destroy({ where: { id: current.id } })) === 0) throw new NotFound('User');
      await AuditService.record({ action: 'user.deleted', subject: current, before: current.auditable() });
      await SessionService.revokeAll(current);
      await ApiKeyService.revokeAll(current);
    });
  }

  /** Revokes all sessions of the user, who may log in again. */
  public signOut(user: User): Promise<void> {
    return transaction(async () => {
      await SessionService.revokeAll(user);
      await AuditService.record({ action: 'user.signed-out', subject: user });
    });
  }

  /** Restores a soft-deleted user. @throws NotFound, Conflict if the user is not deleted, or was purged */
  public restore(id: number): Promise<User> {
    return transaction(async () => {
      const user = await User.findByPk(id, { paranoid: false, lock: true });
      if (!user) throw new NotFound('User');
      if (!user.isSoftDeleted()) throw new Conflict('This user is not deleted');
      if (user.purgedAt) throw new Conflict('The personal data of this user was removed for good');
      await user.restore();
      await AuditService.record({ action: 'user.restored', subject: user, after: user.auditable() });
      return user;
    });
  }

  /** An administrator changed the address: verifies the new one, warns the old one and revokes links sent to it. */
  private async afterEmailChange({ id: userId, email }: User, oldEmail: string): Promise<void> {
    await OneTimeTokenService.revoke(userId, 'reset-password', 'verify-email');
    await VerifyEmailMail.dispatch({ userId, email });
    await EmailChangedMail.dispatch({ userId, oldEmail, newEmail: email });
  }

  private async assertPassword(user: User, password: string | undefined): Promise<void> {
    if (password === undefined) throw ValidationFailed.forField('currentPassword', 'Is required to change the email');
    await assertCurrentPassword(user, password);
  }
}

export default new UserService();
