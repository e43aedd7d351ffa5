import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
} from 'sequelize';
import { defineColumns, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';

/** An in-app notification. Its text is built from its data when it is shown. */
export class UserNotification extends Model<
  InferAttributes<UserNotification>,
  InferCreationAttributes<UserNotification>
> {
  declare id: CreationOptional<number>;
  /** The job that delivered it. It is unique, so that a job that runs twice delivers once. */
  declare jobId: string;
  declare userId: ForeignKey<User['id']>;
  /** The type of its class. */
  declare type: string;
  /** The data of its class, as JSON. */
  declare data: string;
  declare readAt: CreationOptional<Date | null>;
  declare createdAt: Date;

  public static associate(): void {
    UserNotification.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasMany(UserNotification, { as: 'notifications', foreignKey: 'userId' });
  }

  public static readBefore(moment: Date) {
    return { readAt: { [Op.lt]: moment } };
  }
}

UserNotification.init(
  defineColumns(UserNotification, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    jobId: { type: DataTypes.STRING(64), allowNull: false, unique: 'notifications_job_id_unique', ...internal },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal },
    type: { type: DataTypes.STRING(60), allowNull: false, ...visible },
    data: { type: DataTypes.TEXT, allowNull: false, ...visible, exported: 'json' },
    readAt: { type: DataTypes.DATE(3), ...visible },
    createdAt: { type: DataTypes.DATE(3), allowNull: false, ...visible },
  }),
  { sequelize, tableName: 'notifications', timestamps: false },
);
