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
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

/** A condition: the session can be continued at this moment. */
export function active() {
  const createdAt = { [Op.gt]: clock.in(-authConfig.sessionMaxAgeSeconds) };
  return { revokedAt: null, expiresAt: { [Op.gt]: clock.now() }, createdAt };
}

/** One signed-in device: the lineage of refresh tokens that began with its login. Only hashes of them are kept. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  /** Names the lineage, so that a token that was replaced long ago is still known as one of it. */
  declare familyHash: string;
  declare tokenHash: string;
  /** The token that the current one replaced. */
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
}

Session.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    userId: { type: DataTypes.BIGINT, allowNull: false },
    familyHash: { type: DataTypes.STRING(64), allowNull: false, unique: 'sessions_family_hash_unique' },
    tokenHash: { type: DataTypes.STRING(64), allowNull: false },
    parentHash: DataTypes.STRING(64),
    rotatedAt: DataTypes.DATE(3),
    expiresAt: { type: DataTypes.DATE(3), allowNull: false },
    revokedAt: DataTypes.DATE(3),
    lastUsedAt: { type: DataTypes.DATE(3), allowNull: false },
    ip: DataTypes.STRING(45),
    userAgent: DataTypes.STRING(255),
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'sessions' },
);
