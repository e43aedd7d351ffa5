import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from 'sequelize';
import { defineColumns, internal, secret, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** A single-use code for users without their app. Only its keyed hash is stored. */
export class TwoFactorRecoveryCode extends Model<
  InferAttributes<TwoFactorRecoveryCode>,
  InferCreationAttributes<TwoFactorRecoveryCode>
> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare codeHash: string;
  declare createdAt: CreationOptional<Date>;

  public static associate(): void {
    TwoFactorRecoveryCode.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(TwoFactorRecoveryCode, { as: 'twoFactorRecoveryCodes', foreignKey: 'userId' });
  }
}

const unique = 'two_factor_recovery_codes_user_id_code_hash_unique';

TwoFactorRecoveryCode.init(
  defineColumns(TwoFactorRecoveryCode, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, unique, ...internal },
    codeHash: { type: DataTypes.STRING(64), allowNull: false, unique, ...secret },
    createdAt: { type: DataTypes.DATE(3), ...visible },
  }),
  { sequelize, tableName: 'two_factor_recovery_codes', updatedAt: false },
);
