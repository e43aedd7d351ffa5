import { cacheConfig } from '../config/cache.js';
import { transaction } from '../database/transaction.js';
import { Conflict } from '../exceptions/Conflict.js';
import { NotFound } from '../exceptions/NotFound.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import { SendGettingStartedMail } from '../jobs/SendGettingStartedMail.js';
import { SendWelcomeMail } from '../jobs/SendWelcomeMail.js';
import { findRemembered } from '../models/rowCache.js';
import { type Role, type Status, User } from '../models/User.js';
import { WelcomeNotification } from '../notifications/WelcomeNotification.js';
import type { ListQuery, Page, Row } from '../types/lists.js';
import AuditService from './AuditService.js';
import { assertCurrentPassword } from './currentPassword.js';
import { assertAnotherAdmin, takesAdminAway } from './lastAdministrator.js';
import Paginator from './Paginator.js';
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

interface UserChanges {
  firstname?: string | undefined;
  lastname?: string | undefined;
  email?: string | undefined;
  role?: Role | undefined;
  status?: Status | undefined;
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
    return Paginator.paginate(User, query);
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
   * @throws DuplicateEntry
   */
  public async create({ firstname, lastname, email, password, role, status }: NewUser): Promise<User> {
    const hash = await PasswordService.hash(password);
    return transaction(async () => {
      const user = await User.create({ firstname, lastname, email, password: hash, ...defined({ role, status }) });
      await AuditService.record({ action: 'user.created', subject: user, after: user.auditable() });
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
  public update(user: User, { firstname, lastname, email, role, status }: UserChanges): Promise<User> {
    return transaction(async () => {
      // Read anew: it may have changed meanwhile, and an attempt that was rolled back leaves its values in the record.
      const current = await this.find(user.id);
      if (takesAdminAway(current, { role, status })) await assertAnotherAdmin(current);
      const before = current.auditable();
      await current.update(defined({ firstname, lastname, email, role, status }));
      await AuditService.record({ action: 'user.updated', subject: current, before, after: current.auditable() });
      if (current.status !== 'approved') await SessionService.endAll(current);
      return current;
    });
  }

  /** Whether the changes concern what only an administrator decides. */
  public changesStanding(user: User, { role, status }: UserChanges): boolean {
    return (role !== undefined && role !== user.role) || (status !== undefined && status !== user.status);
  }

  /**
   * Changes that users make to themselves: a new e-mail asks for the password, because it opens the way to the account.
   *
   * @throws ValidationFailed, DuplicateEntry
   */
  public async updateOwn(user: User, { firstname, lastname, email, currentPassword }: OwnChanges): Promise<User> {
    if (email !== undefined && email !== user.email) await this.assertPassword(user, currentPassword);
    return this.update(user, { firstname, lastname, email });
  }

  /**
   * Puts the user away, to be restored or forgotten later, and signs every device out.
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

  private async assertPassword(user: User, password: string | undefined): Promise<void> {
    if (password === undefined) throw ValidationFailed.of('currentPassword', 'Is required to change the email');
    await assertCurrentPassword(user, password);
  }
}

export default new UserService();
