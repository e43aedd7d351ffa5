import { col, fn, Op } from 'sequelize';
import { transaction } from '../database/transaction.js';
import { Conflict } from '../exceptions/Conflict.js';
import { NotFound } from '../exceptions/NotFound.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import { type Role, ROLES, type Status, User } from '../models/User.js';
import type { ListQuery, Page, Row } from '../types/lists.js';
import { clock } from '../utils/clock.js';
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

export interface UserStatistics {
  total: number;
  active: number;
  byRole: Record<Role, number>;
  new: { days: number; count: number };
}

const DAY = 86_400;

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function takesAdminAway(user: User, { role, status }: UserChanges): boolean {
  return user.isAdmin() && ((role ?? 'admin') !== 'admin' || (status ?? 'approved') !== 'approved');
}

class UserService {
  public paginate(query: ListQuery): Promise<Page<Row<User>>> {
    return Paginator.paginate(User, query);
  }

  /** @throws NotFound */
  public async find(id: number): Promise<User> {
    const user = await User.findByPk(id);
    if (!user) throw new NotFound('User');
    return user;
  }

  /** The e-mails of deleted users stay taken, so that each of them can be restored. @throws DuplicateEntry */
  public async create({ firstname, lastname, email, password, role, status }: NewUser): Promise<User> {
    const hash = await PasswordService.hash(password);
    return User.create({ firstname, lastname, email, password: hash, ...defined({ role, status }) });
  }

  /**
   * Changes that need no proof, as an administrator makes them; who is not approved is signed out.
   *
   * @throws DuplicateEntry, or Conflict for the last administrator
   */
  public update(user: User, { firstname, lastname, email, role, status }: UserChanges): Promise<User> {
    return transaction(async () => {
      if (takesAdminAway(user, { role, status })) await this.assertAnotherAdmin(user);
      await user.update(defined({ firstname, lastname, email, role, status }));
      if (user.status !== 'approved') await SessionService.endAll(user);
      return user;
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

  /** Puts the user away, to be restored or forgotten later, and signs every device out. @throws Conflict for the last administrator */
  public async delete(user: User): Promise<void> {
    await transaction(async () => {
      if (user.isAdmin()) await this.assertAnotherAdmin(user);
      await user.destroy();
      await SessionService.endAll(user);
    });
  }

  /** @throws NotFound, Conflict if the user is not deleted */
  public async restore(id: number): Promise<User> {
    const user = await User.findByPk(id, { paranoid: false });
    if (!user) throw new NotFound('User');
    if (!user.isSoftDeleted()) throw new Conflict('This user is not deleted');
    await user.restore();
    return user;
  }

  /** How many users there are, by role and status, and how many came in the last days. */
  public async statistics(days: number): Promise<UserStatistics> {
    const byStatus = await this.countBy<Status>('status');
    const byRole = await this.countBy<Role>('role');
    const recent = await User.count({ where: { createdAt: { [Op.gte]: clock.in(-days * DAY) } } });
    const total = [...byRole.values()].reduce((sum, count) => sum + count, 0);
    const roles = Object.fromEntries(ROLES.map((role) => [role, byRole.get(role) ?? 0])) as Record<Role, number>;
    return { total, active: byStatus.get('approved') ?? 0, byRole: roles, new: { days, count: recent } };
  }

  private async countBy<T extends string>(attribute: 'role' | 'status'): Promise<Map<T, number>> {
    const rows = await User.findAll({ attributes: [attribute, [fn('COUNT', col('id')), 'count']], group: [attribute] });
    return new Map(rows.map((row) => [row.get(attribute) as T, Number(row.get('count'))]));
  }

  /** Locks all administrators, in order: of two who remove each other at once, one remains. */
  private async assertAnotherAdmin(user: User): Promise<void> {
    const admins = await User.findAll({ where: { role: 'admin', status: 'approved' }, order: ['id'], lock: true });
    if (!admins.some((admin) => !admin.is(user))) throw new Conflict('The last administrator must remain one');
  }

  private async assertPassword(user: User, password: string | undefined): Promise<void> {
    if (password === undefined) throw ValidationFailed.of('currentPassword', 'Is required to change the email');
    const matches = await PasswordService.matches(password, user.password);
    if (!matches) throw ValidationFailed.of('currentPassword', 'Is not correct');
  }
}

export default new UserService();
