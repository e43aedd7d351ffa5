import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** An account elsewhere with which a user logs in here. */
export class OAuthAccount extends Model<InferAttributes<OAuthAccount>, InferCreationAttributes<OAuthAccount>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare provider: string;
  /** The provider's own id of the user, which stays when the e-mail changes. */
  declare providerUserId: string;
  /** As the provider last told it; another one than the user's perhaps. */
  declare email: string | null;
  /** Encrypted. */
  declare accessToken: string;
  /** Encrypted. */
  declare refreshToken: string | null;
  /** When the access token ends; null if it does not by itself. */
  declare tokenExpiresAt: Date | null;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;

  public static associate(): void {
    OAuthAccount.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(OAuthAccount, { as: 'oauthAccounts', foreignKey: 'userId' });
  }

  /** What an audit may know of it: no token. */
  public auditable(): Record<string, unknown> {
    const { provider, email } = this;
    return { provider, email };
  }
}

OAuthAccount.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    userId: { type: DataTypes.BIGINT, allowNull: false },
    provider: { type: DataTypes.STRING(40), allowNull: false },
    providerUserId: { type: DataTypes.STRING(255), allowNull: false },
    email: DataTypes.STRING(254),
    accessToken: { type: DataTypes.TEXT, allowNull: false },
    refreshToken: DataTypes.TEXT,
    tokenExpiresAt: DataTypes.DATE(3),
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'oauth_accounts' },
);
