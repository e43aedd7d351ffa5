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
import { clock } from '../../utils/clock.js';
import { randomId } from '../../utils/random.js';
import { passwordHash } from '../../security/passwordHash.js';
import { can } from './permissions.js';
import { invalidateOnChange } from '../modelCache.js';
import type { Plan, Role, Status } from './userEnums.js';
import { countUsers, type UserStatistics } from './userStatistics.js';

export * from './userEnums.js';

/** What belongs to a user, such as a post. */
interface Owned {
  userId: number | null;
}

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare firstname: string;
  declare lastname: string;
  /** In lower case, because databases differ in how they compare. */
  declare email: string;
  /** A bcrypt hash; where no password opens the account, a text that is none and begins with an exclamation mark. */
  declare password: string;
  /** When its owner proved to read this address; null until then. */
  declare emailVerifiedAt: CreationOptional<Date | null>;
  declare role: CreationOptional<Role>;
  declare status: CreationOptional<Status>;
  declare plan: CreationOptional<Plan>;
  /** The file's path below the server's address. */
  declare avatar: CreationOptional<string | null>;
  /** The path of its small square, once that was made. */
  declare avatarThumbnail: CreationOptional<string | null>;
  /** Encrypted. */
  declare twoFactorSecret: CreationOptional<string | null>;
  /** Null until the first code has shown that the user's app knows the secret. */
  declare twoFactorConfirmedAt: CreationOptional<Date | null>;
  /** The time step of the last code that was taken, so that none works twice. */
  declare twoFactorLastStep: CreationOptional<number | null>;
  declare lastLoginAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  /** When the personal data of a deleted user was removed. */
  declare purgedAt: CreationOptional<Date | null>;

  /** The user with this e-mail. Some databases take letters with and without accents for the same; this does not. */
  public static async findByEmail(email: string): Promise<User | null> {
    const user = await User.findOne({ where: { email: email.toLowerCase() } });
    return user?.email === email.toLowerCase() ? user : null;
  }

  /** Deleted users whose personal data is still there. */
  public static purgeable(deletedBefore: Date) {
    return { deletedAt: { [Op.lt]: deletedBefore }, purgedAt: null };
  }

  /** Those whose names or e-mail contain every word of the text, by their names. */
  public static search(text: string, limit = 20): Promise<User[]> {
    const words = text.split(/\s+/).filter(Boolean);
    const where = { [Op.and]: matchesAllWords(User, ['firstname', 'lastname', 'email'], words) };
    return User.findAll({ where, order: ['lastname', 'firstname', 'id'], limit });
  }

  /** How many users there are, by role and status, and how many came in the last days. */
  public static getStatistics(days = 30): Promise<UserStatistics> {
    return countUsers(User, days);
  }

  /** The newest first. */
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

  /** Whether a password alone does not open the account. */
  public hasTwoFactor(): boolean {
    return Boolean(this.twoFactorConfirmedAt);
  }

  public isModerator(): boolean {
    return this.role === 'moderator';
  }

  /** An account, or content such as a post: as the permissions say of its owner and of roles. */
  public canEdit(record: User | Owned): boolean {
    if (record instanceof User) return can(this, 'users', 'update', record.id);
    return can(this, 'content', 'update', record.userId);
  }

  /** @throws ServiceUnavailable if too many wait for theirs */
  public verifyPassword(password: string): Promise<boolean> {
    return passwordHash.matches(password, this.password);
  }

  /** Not a change of the account: its time stays. */
  public async recordLogin(): Promise<void> {
    await this.update({ lastLoginAt: clock.now() }, { silent: true });
  }

  /** From now on no request of theirs is answered. UserService guards the last administrator; this does not. */
  public async deactivate(): Promise<void> {
    await this.update({ status: 'suspended' });
  }

  public async reactivate(): Promise<void> {
    await this.update({ status: 'approved' });
  }

  /** Whether there is a password that opens the account. */
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

/** Not guessable: if somebody registered with it, the purge would fail. */
function anonymousEmail({ id }: User): string {
  return `deleted-${id}@${randomId()}.invalid`;
}

/** Decided by administrators. */
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
