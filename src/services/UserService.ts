import type { CreationAttributes } from 'sequelize';
import { cacheConfig } from '../config/cache.js';
import { transaction } from '../database/transaction.js';
import { Conflict } from '../exceptions/Conflict.js';
import { NotFound } from '../exceptions/NotFound.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import { SendGettingStartedMail } from '../jobs/SendGettingStartedMail.js';
import { SendVerificationMail } from '../jobs/SendVerificationMail.js';
import { SendWelcomeMail } from '../jobs/SendWelcomeMail.js';
import { findRemembered } from '../models/rowCache.js';
import { type Plan, type Role, type Status, User } from '../models/User.js';
import { WelcomeNotification } from '../notifications/WelcomeNotification.js';
import type { ListQuery, Page, Row } from '../types/lists.js';
import ApiKeyService from './ApiKeyService.js';
import { clock } from '../utils/clock.js';
import AuditService from './AuditService.js';
import EmailVerificationService from './EmailVerificationService.js';
import { assertCurrentPassword } from './currentPassword.js';
import { assertAnotherAdmin, takesAdminAway } from './lastAdministrator.js';
import OneTimeTokenService from './OneTimeTokenService.js';
import Paginator from './Paginator.js';
import { assertNotGuessable } from './PasswordPolicy.js';
import PasswordService from './PasswordService.js';
import SessionService from './SessionService.js';

export interface NewUser {
  firstname: string;
  lastname: string;
  email: string;
  /** In clear. */
  password: string;
  role?: Role | undefined;
  status?: Status | undefined;
}

type VerifiedUser = Pick<NewUser, 'firstname' | 'lastname' | 'email'>;

interface UserChanges {
  firstname?: string | undefined;
  lastname?: string | undefined;
  email?: string | undefined;
  role?: Role | undefined;
  status?: Status | undefined;
  plan?: Plan | undefined;
}

type OwnChanges = Pick<UserChanges, 'firstname' | 'lastname' | 'email'> & {
  currentPassword?: string | undefined;
};

/** Milliseconds. */
const DAY = 86_400_000;

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

class UserService {
  public paginate(query: ListQuery): Promise<Page<Row<User>>> {
    return Paginator.paginate(User, query, { sources: { twoFactorEnabled: 'twoFactorConfirmedAt' } });
  }

  /** A user to be shown, who may come from the cache. @throws NotFound */
  public async show(id: number): Promise<User> {
    const user = await findRemembered(User, id, { ttl: cacheConfig.userTtl, without: ['password', 'twoFactorSecret'] });
    if (!user) throw new NotFound('User');
    return user;
  }

  /** @throws NotFound */
  public async find(id: number): Promise<User> {
    const user = await User.findByPk(id);
    if (!user) throw new NotFound('User');
    return user;
  }

  /**
   * Creates the user and greets them. The e-mails of deleted users stay taken, so that each can be restored.
   *
   * @throws DuplicateEntry, ValidationFailed
   */
  public async create(values: NewUser): Promise<User> {
    return this.insert(values, await this.hashed(values));
  }

  /** The hash of the password that a new user wants. @throws ValidationFailed */
  public async hashed({ password, ...owner }: NewUser): Promise<string> {
    await assertNotGuessable(password, owner, 'password');
    return PasswordService.hash(password);
  }

  /** The part of create() that writes. @throws DuplicateEntry */
  public insert({ firstname, lastname, email, role, status }: NewUser, password: string): Promise<User> {
    return this.store({ firstname, lastname, email, password, ...defined({ role, status }) });
  }

  /**
   * As create(), for somebody whose e-mail another provider has verified, and who has no password.
   *
   * @throws DuplicateEntry
   */
  public createVerified({ firstname, lastname, email }: VerifiedUser): Promise<User> {
    const emailVerifiedAt = clock.now();
    return this.store({ firstname, lastname, email, emailVerifiedAt, password: PasswordService.unusable() });
  }

  private store(values: CreationAttributes<User>): Promise<User> {
    return transaction(async () => {
      const user = await User.create(values);
      await AuditService.record({ action: 'user.created', subject: user, after: user.auditable() });
      if (!user.emailVerifiedAt) await SendVerificationMail.dispatch({ userId: user.id, email: user.email });
      await new WelcomeNotification({}).notify(user);
      await SendWelcomeMail.dispatch({ userId: user.id });
      await SendGettingStartedMail.dispatch({ userId: user.id }, { delay: DAY });
      return user;
    });
  }

  /**
   * Changes that need no proof, as an administrator makes them; who is not approved is signed out.
   *
   * @throws DuplicateEntry, NotFound, or Conflict for the last administrator
   */
  public update(user: User, { firstname, lastname, email, role, status, plan }: UserChanges): Promise<User> {
    return transaction(async () => {
      // Read anew: it may have changed meanwhile, and an attempt that was rolled back leaves its values in the record.
      const current = await this.find(user.id);
      if (takesAdminAway(current, { role, status })) await assertAnotherAdmin(current);
      const before = current.auditable();
      const isNewEmail = email !== undefined && email !== current.email;
      await current.update(
        defined({ firstname, lastname, email, role, status, plan, ...(isNewEmail && { emailVerifiedAt: null }) }),
      );
      if (isNewEmail) await this.startAnew(current);
      await AuditService.record({ action: 'user.updated', subject: current, before, after: current.auditable() });
      if (current.status !== 'approved') await SessionService.endAll(current);
      return current;
    });
  }

  /** Whether the changes concern what only an administrator decides. */
  public changesStanding(user: User, { role, status, plan }: UserChanges): boolean {
    return Object.entries(defined({ role, status, plan })).some(([name, value]) => value !== user.get(name));
  }

  public changesEmail(user: User, { email }: Pick<UserChanges, 'email'>): boolean {
    return email !== undefined && email !== user.email;
  }

  /**
   * Changes that users make to themselves: a new e-mail asks for the password, because it opens the way to the account,
   * and counts once it was confirmed.
   *
   * @throws ValidationFailed, DuplicateEntry
   */
  public async updateOwn(user: User, { firstname, lastname, email, currentPassword }: OwnChanges): Promise<User> {
    const newEmail = this.changesEmail(user, { email }) ? email : undefined;
    if (newEmail !== undefined) await this.assertPassword(user, currentPassword);
    return transaction(async () => {
      if (newEmail !== undefined) await EmailVerificationService.requestChange(user, newEmail);
      return this.update(user, { firstname, lastname });
    });
  }

  /**
   * Puts the user away, to be restored or forgotten later, and ends every session and API key.
   *
   * @throws NotFound, or Conflict for the last administrator
   */
  public async delete(user: User): Promise<void> {
    await transaction(async () => {
      const current = await this.find(user.id);
      if (current.isAdmin()) await assertAnotherAdmin(current);
      // Of two who delete at once, one does.
      if ((await User.destroy({ where: { id: current.id } })) === 0) throw new NotFound('User');
      await AuditService.record({ action: 'user.deleted', subject: current, before: current.auditable() });
      await SessionService.endAll(current);
      await ApiKeyService.revokeAll(current);
    });
  }

  /** Ends all sessions of the user, who may sign in again. */
  public signOut(user: User): Promise<void> {
    return transaction(async () => {
      await SessionService.endAll(user);
      await AuditService.record({ action: 'user.signed-out', subject: user });
    });
  }

  /** @throws NotFound, Conflict if the user is not deleted, or was purged */
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

  /** An administrator gave the user another address: what was sent to the old one opens nothing, the new one is asked. */
  private async startAnew({ id: userId, email }: User): Promise<void> {
    await OneTimeTokenService.revoke(userId, 'reset-password', 'verify-email');
    await SendVerificationMail.dispatch({ userId, email });
  }

  private async assertPassword(user: User, password: string | undefined): Promise<void> {
    if (password === undefined) throw ValidationFailed.of('currentPassword', 'Is required to change the email');
    await assertCurrentPassword(user, password);
  }
}

export default new UserService();
