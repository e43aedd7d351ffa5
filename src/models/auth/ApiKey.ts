import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, editable, internal, secret, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

/** A key with which a user's programs call the API. Only its hash is stored. */
export class ApiKey extends Model<InferAttributes<ApiKey>, InferCreationAttributes<ApiKey>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare name: string;
  /** The visible beginning of the key, by which users recognize it. */
  declare prefix: string;
  declare keyHash: string;
  /** Separated by spaces, as in OAuth. */
  declare scopes: string;
  /** Null for a key that does not expire. */
  declare expiresAt: CreationOptional<Date | null>;
  declare revokedAt: CreationOptional<Date | null>;
  /** Accurate to the minute. */
  declare lastUsedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  public static associate(): void {
    ApiKey.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(ApiKey, { as: 'apiKeys', foreignKey: 'userId' });
  }

  /** Keys that are neither revoked nor expired. */
  public static active() {
    return { revokedAt: null, expiresAt: { [Op.or]: [null, { [Op.gt]: clock.now() }] } };
  }

  /** Keys that were revoked or expired before a moment. */
  public static endedBefore(moment: Date) {
    return { [Op.or]: [{ revokedAt: { [Op.lt]: moment } }, { expiresAt: { [Op.lt]: moment } }] };
  }

  public scopeList(): string[] {
    return this.scopes.split(' ');
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }
}

ApiKey.init(
  defineColumns(ApiKey, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal },
    name: { type: DataTypes.STRING(100), allowNull: false, ...editable, audited: true },
    prefix: { type: DataTypes.STRING(40), allowNull: false, ...visible, audited: true },
    keyHash: { type: DataTypes.STRING(64), allowNull: false, unique: 'api_keys_key_hash_unique', ...secret },
    scopes: { type: DataTypes.TEXT, allowNull: false, ...editable, audited: true },
    expiresAt: { type: DataTypes.DATE(3), ...editable, audited: true },
    revokedAt: { type: DataTypes.DATE(3), ...visible },
    lastUsedAt: { type: DataTypes.DATE(3), ...visible },
    createdAt: { type: DataTypes.DATE(3), ...visible },
  }),
  { sequelize, tableName: 'api_keys', updatedAt: false },
);
