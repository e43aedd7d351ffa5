import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from '../database/sequelize.js';
import { forgetOnChange } from './rowCache.js';

export const ROLES = ['admin', 'manager', 'moderator', 'seller', 'user'] as const;
export const STATUSES = ['pending', 'approved', 'rejected', 'suspended'] as const;

export const PLANS = ['free', 'premium'] as const;

export type Role = (typeof ROLES)[number];
export type Status = (typeof STATUSES)[number];
export type Plan = (typeof PLANS)[number];

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

  public isAdmin(): boolean {
    return this.role === 'admin';
  }

  public isManager(): boolean {
    return this.role === 'manager';
  }

  /** Whether there is a password that opens the account. */
  public hasPassword(): boolean {
    return !this.password.startsWith('!');
  }

  /** What an audit may know of a user: no password. */
  public auditable(): Record<string, unknown> {
    const { firstname, lastname, email, role, status, avatar } = this;
    return { firstname, lastname, email, role, status, avatar };
  }

  public is(other: User): boolean {
    return this.id === other.id;
  }
}

User.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    firstname: { type: DataTypes.STRING(100), allowNull: false },
    lastname: { type: DataTypes.STRING(100), allowNull: false },
    email: { type: DataTypes.STRING(254), allowNull: false, unique: 'users_email_unique' },
    password: { type: DataTypes.STRING(100), allowNull: false },
    emailVerifiedAt: DataTypes.DATE(3),
    role: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'user' },
    status: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'approved' },
    plan: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'free' },
    avatar: DataTypes.STRING(255),
    avatarThumbnail: DataTypes.STRING(255),
    twoFactorSecret: DataTypes.STRING(255),
    twoFactorConfirmedAt: DataTypes.DATE(3),
    twoFactorLastStep: DataTypes.BIGINT,
    lastLoginAt: DataTypes.DATE(3),
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
    deletedAt: DataTypes.DATE(3),
    purgedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'users', paranoid: true },
);

forgetOnChange(User);
