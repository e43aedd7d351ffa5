import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
} from 'sequelize';
import { defineColumns, internal, secret, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

/** The purposes of tokens. A token is never accepted for another purpose. */
export const PURPOSES = [
  'verify-email',
  'reset-password',
  'two-factor-challenge',
  'oauth-state',
  'oauth-code',
  'oauth-link',
  'queue-dashboard',
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** A single-use token. Only its hash is stored. */
export class OneTimeToken extends Model<InferAttributes<OneTimeToken>, InferCreationAttributes<OneTimeToken>> {
  declare id: CreationOptional<number>;
  /** Null if the user is not known yet, as at the start of an OAuth login. */
  declare userId: ForeignKey<User['id']> | null;
  declare purpose: Purpose;
  declare tokenHash: string;
  /** The token's data, as JSON. */
  declare data: string | null;
  declare expiresAt: Date;
  declare createdAt: CreationOptional<Date>;

  public static associate(): void {
    OneTimeToken.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(OneTimeToken, { as: 'oneTimeTokens', foreignKey: 'userId' });
  }

  /** Tokens that have not expired. */
  public static active() {
    return { expiresAt: { [Op.gt]: clock.now() } };
  }

  public static expiredBefore(moment: Date) {
    return { expiresAt: { [Op.lt]: moment } };
  }
}

OneTimeToken.init(
  defineColumns(OneTimeToken, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, ...internal },
    purpose: { type: DataTypes.STRING(40), allowNull: false, ...visible },
    tokenHash: { type: DataTypes.STRING(64), allowNull: false, unique: 'one_time_tokens_hash_unique', ...secret },
    data: { type: DataTypes.TEXT, ...internal },
    expiresAt: { type: DataTypes.DATE(3), allowNull: false, ...visible },
    createdAt: { type: DataTypes.DATE(3), ...visible },
  }),
  { sequelize, tableName: 'one_time_tokens', updatedAt: false },
);
