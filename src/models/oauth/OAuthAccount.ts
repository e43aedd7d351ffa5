import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, internal, secret, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** A user's account at an OAuth provider. */
export class OAuthAccount extends Model<InferAttributes<OAuthAccount>, InferCreationAttributes<OAuthAccount>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare provider: string;
  /** The provider's id of the user. It stays when the email changes. */
  declare providerUserId: string;
  /** The provider's latest email address, which may differ from the user's. */
  declare email: string | null;
  /** Encrypted. */
  declare accessToken: string;
  /** Encrypted. */
  declare refreshToken: string | null;
  /** The expiry of the access token; null if it does not expire. */
  declare tokenExpiresAt: Date | null;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;

  public static associate(): void {
    OAuthAccount.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(OAuthAccount, { as: 'oauthAccounts', foreignKey: 'userId' });
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }
}

OAuthAccount.init(
  defineColumns(OAuthAccount, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal },
    provider: { type: DataTypes.STRING(40), allowNull: false, ...visible, audited: true },
    providerUserId: { type: DataTypes.STRING(255), allowNull: false, ...visible },
    email: { type: DataTypes.STRING(254), ...visible, audited: true },
    accessToken: { type: DataTypes.TEXT, allowNull: false, ...secret },
    refreshToken: { type: DataTypes.TEXT, ...secret },
    tokenExpiresAt: { type: DataTypes.DATE(3), ...internal },
    createdAt: { type: DataTypes.DATE(3), ...visible },
    updatedAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'oauth_accounts' },
);
