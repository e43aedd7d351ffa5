import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** A key with which a user's programs call the API. Only its hash is kept. */
export class ApiKey extends Model<InferAttributes<ApiKey>, InferCreationAttributes<ApiKey>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare name: string;
  /** The beginning of the key, to tell it from others. */
  declare prefix: string;
  declare keyHash: string;
  /** Separated by blanks, as in OAuth. */
  declare scopes: string;
  /** Null for a key that does not expire. */
  declare expiresAt: CreationOptional<Date | null>;
  declare revokedAt: CreationOptional<Date | null>;
  /** To the minute. */
  declare lastUsedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  public static associate(): void {
    ApiKey.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(ApiKey, { as: 'apiKeys', foreignKey: 'userId' });
  }

  public scopeList(): string[] {
    return this.scopes.split(' ');
  }

  /** What an audit may know of a key: nothing that opens anything. */
  public auditable(): Record<string, unknown> {
    const { name, prefix, scopes, expiresAt } = this;
    return { name, prefix, scopes, expiresAt };
  }
}

ApiKey.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    userId: { type: DataTypes.BIGINT, allowNull: false },
    name: { type: DataTypes.STRING(100), allowNull: false },
    prefix: { type: DataTypes.STRING(40), allowNull: false },
    keyHash: { type: DataTypes.STRING(64), allowNull: false, unique: 'api_keys_key_hash_unique' },
    scopes: { type: DataTypes.TEXT, allowNull: false },
    expiresAt: DataTypes.DATE(3),
    revokedAt: DataTypes.DATE(3),
    lastUsedAt: DataTypes.DATE(3),
    createdAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'api_keys', updatedAt: false },
);
