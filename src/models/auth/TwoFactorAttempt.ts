import { DataTypes, type ForeignKey, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { defineColumns, internal } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** Counts the two-factor codes tried for a user in the current time window. */
export class TwoFactorAttempt extends Model<
  InferAttributes<TwoFactorAttempt>,
  InferCreationAttributes<TwoFactorAttempt>
> {
  declare userId: ForeignKey<User['id']>;
  declare tries: number;
  declare endsAt: Date;

  public static associate(): void {
    TwoFactorAttempt.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  }
}

TwoFactorAttempt.init(
  defineColumns(TwoFactorAttempt, 'delete', {
    userId: { type: DataTypes.BIGINT, primaryKey: true, ...internal },
    tries: { type: DataTypes.INTEGER, allowNull: false, ...internal },
    endsAt: { type: DataTypes.DATE(3), allowNull: false, ...internal },
  }),
  { sequelize, tableName: 'two_factor_attempts', timestamps: false },
);
