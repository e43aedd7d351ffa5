import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  Op,
} from 'sequelize';
import { authConfig } from '../../config/auth.js';
import { defineColumns, internal, secret, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

/** One logged-in device: the family of refresh tokens that began with its login. Only hashes are stored. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  /** Identifies the token family, so that tokens that were replaced long ago are recognized (reuse detection). */
  declare familyHash: string;
  declare tokenHash: string;
  /** The token before the current one. */
  declare parentHash: CreationOptional<string | null>;
  declare rotatedAt: CreationOptional<Date | null>;
  declare expiresAt: Date;
  declare revokedAt: CreationOptional<Date | null>;
  declare lastUsedAt: Date;
  declare ip: string | null;
  declare userAgent: string | null;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User>;

  public static associate(): void {
    Session.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(Session, { as: 'sessions', foreignKey: 'userId' });
  }

  /** Sessions that are neither revoked nor expired. */
  public static active() {
    const createdAt = { [Op.gt]: clock.in(-authConfig.sessionMaxAgeSeconds) };
    return { revokedAt: null, expiresAt: { [Op.gt]: clock.now() }, createdAt };
  }

  /** Sessions that were revoked or expired before a moment. Active ones stay, for the detection of reused tokens. */
  public static endedBefore(moment: Date) {
    return { [Op.or]: [{ revokedAt: { [Op.lt]: moment } }, { expiresAt: { [Op.lt]: moment } }] };
  }
}

Session.init(
  defineColumns(Session, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal },
    familyHash: { type: DataTypes.STRING(64), allowNull: false, unique: 'sessions_family_hash_unique', ...secret },
    tokenHash: { type: DataTypes.STRING(64), allowNull: false, ...secret },
    parentHash: { type: DataTypes.STRING(64), ...secret },
    rotatedAt: { type: DataTypes.DATE(3), ...internal },
    expiresAt: { type: DataTypes.DATE(3), allowNull: false, ...visible },
    revokedAt: { type: DataTypes.DATE(3), ...visible },
    lastUsedAt: { type: DataTypes.DATE(3), allowNull: false, ...visible },
    ip: { type: DataTypes.STRING(45), ...visible },
    userAgent: { type: DataTypes.STRING(255), ...visible },
    createdAt: { type: DataTypes.DATE(3), ...visible },
    updatedAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'sessions' },
);
