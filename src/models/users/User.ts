import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, editable, internal, managed, secret, visible } from '../../database/defineColumns.js';
import { matchesAllWords } from '../../database/matchesAllWords.js';
import { sequelize } from '../../database/sequelize.js';
import { passwordHash } from '../../security/passwordHash.js';
import { clock } from '../../utils/clock.js';
import { randomId } from '../../utils/random.js';
import { invalidateOnChange } from '../modelCache.js';
import { can } from './permissions.js';
import type { Plan, Role, Status } from './userEnums.js';
import { countUsers, type UserStatistics } from './userStatistics.js';

export * from './userEnums.js';

/** A record with an owner, such as a post. */
interface Owned {
  userId: number | null;
}

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare firstname: string;
  declare lastname: string;
  /** In lower case, because databases differ in case sensitivity. */
  declare email: string;
  /** A bcrypt hash. Accounts without a password have a placeholder that begins with an exclamation mark. */
  declare password: string;
  /** The time at which the user verified this address; null until then. */
  declare emailVerifiedAt: CreationOptional<Date | null>;
  declare role: CreationOptional<Role>;
  declare status: CreationOptional<Status>;
  declare plan: CreationOptional<Plan>;
  /** The file's path below APP_URL. */
  declare avatar: CreationOptional<string | null>;
  /** The path of its thumbnail, once that exists. */
  declare avatarThumbnail: CreationOptional<string | null>;
  /** Encrypted. */
  declare twoFactorSecret: CreationOptional<string | null>;
  /** Null until a first code has confirmed the setup. */
  declare twoFactorConfirmedAt: CreationOptional<Date | null>;
  /** The time step of the last accepted code, so that each works once. */
  declare twoFactorLastStep: CreationOptional<number | null>;
  declare lastLoginAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  /** The time at which the personal data of a deleted user was erased. */
  declare purgedAt: CreationOptional<Date | null>;

  /** Finds a user by email. The result is compared again, because some collations ignore accents. */
  public static async findByEmail(email: string): Promise<User | null> {
    const user = await User.findOne({ where: { email: email.toLowerCase() } });
    return user?.email === email.toLowerCase() ? user : null;
  }

  /** Deleted users whose personal data is still there. */
  public static purgeable(deletedBefore: Date) {
    return { deletedAt: { [Op.lt]: deletedBefore }, purgedAt: null };
  }

  /** Finds users whose name or email contains every word of the text. */
  public static search(text: string, limit = 20): Promise<User[]> {
    const words = text.split(/\s+/).filter(Boolean);
    const where = { [Op.and]: matchesAllWords(User, ['firstname', 'lastname', 'email'], words) };
    return User.findAll({ where, order: ['lastname', 'firstname', 'id'], limit });
  }

  /** Counts users by role and status, and those who registered in the last days. */
  public static getStatistics(days = 30): Promise<UserStatistics> {
    return countUsers(User, days);
  }

  /** Lists users, newest first. */
  public static getRecentUsers(limit = 10): Promise<User[]> {
    return User.findAll({
      order: [
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ],
      limit,
    });
  }

  public getFullName(): string {
    return `${this.firstname} ${this.lastname}`.trim();
  }

  public isAdmin(): boolean {
    return this.role === 'admin';
  }

  public isManager(): boolean {
    return this.role === 'manager';
  }

  /** Tells whether a login requires a second factor. */
  public hasTwoFactor(): boolean {
    return Boolean(this.twoFactorConfirmedAt);
  }

  public isModerator(): boolean {
    return this.role === 'moderator';
  }

  /** Tells whether the user may edit an account or a record such as a post, by role or as its owner. */
  public canEdit(record: User | Owned): boolean {
    if (record instanceof User) return can(this, 'users', 'update', record.id);
    return can(this, 'content', 'update', record.userId);
  }

  /** Compares a password with the stored hash. @throws ServiceUnavailable if too many hashes are waiting */
  public verifyPassword(password: string): Promise<boolean> {
    return passwordHash.matches(password, this.password);
  }

  /** Silent: a login does not change updatedAt. */
  public async recordLogin(): Promise<void> {
    await this.update({ lastLoginAt: clock.now() }, { silent: true });
  }

  /** Suspends the account. Unlike UserService, it does not protect the last administrator. */
  public async deactivate(): Promise<void> {
    await this.update({ status: 'suspended' });
  }

  public async reactivate(): Promise<void> {
    await this.update({ status: 'approved' });
  }

  /** Tells whether the user can log in with a password. */
  public hasPassword(): boolean {
    return passwordHash.isUsable(this.password);
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }

  public is(other: Pick<User, 'id'>): boolean {
    return this.id === other.id;
  }
}

/** Random, because the purge would fail if somebody had registered the address. */
function anonymousEmail({ id }: User): string {
  return `deleted-${id}@${randomId()}.invalid`;
}

/** The columns that only administrators change. */
const access = { type: DataTypes.STRING(20), allowNull: false, ...managed, audited: true, erased: 'kept' } as const;

User.init(
  defineColumns(User, 'anonymize', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible, erased: 'kept' },
    firstname: { type: DataTypes.STRING(100), allowNull: false, ...editable, audited: true, erased: () => 'Deleted' },
    lastname: { type: DataTypes.STRING(100), allowNull: false, ...editable, audited: true, erased: () => 'user' },
    email: {
      type: DataTypes.STRING(254),
      allowNull: false,
      unique: 'users_email_unique',
      ...editable,
      audited: true,
      erased: anonymousEmail,
    },
    password: { type: DataTypes.STRING(100), allowNull: false, ...secret, erased: passwordHash.unusableHash },
    emailVerifiedAt: { type: DataTypes.DATE(3), ...visible, erased: null },
    role: { ...access, defaultValue: 'user' },
    status: { ...access, defaultValue: 'approved' },
    plan: { ...access, defaultValue: 'free' },
    avatar: { type: DataTypes.STRING(255), ...visible, audited: true, erased: null },
    avatarThumbnail: { type: DataTypes.STRING(255), ...internal, erased: null },
    twoFactorSecret: { type: DataTypes.STRING(255), ...secret, erased: null },
    twoFactorConfirmedAt: { type: DataTypes.DATE(3), ...internal, erased: null },
    twoFactorLastStep: { type: DataTypes.BIGINT, ...internal, erased: null },
    lastLoginAt: { type: DataTypes.DATE(3), ...visible, erased: null },
    createdAt: { type: DataTypes.DATE(3), ...visible, erased: 'kept' },
    updatedAt: { type: DataTypes.DATE(3), ...visible, erased: 'kept' },
    deletedAt: { type: DataTypes.DATE(3), ...internal, erased: 'kept' },
    purgedAt: { type: DataTypes.DATE(3), ...internal, erased: 'kept' },
  }),
  { sequelize, tableName: 'users', paranoid: true },
);

invalidateOnChange(User);
