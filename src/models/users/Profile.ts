import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
} from 'sequelize';
import { defineColumns, editable, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from './User.js';

/** A user's details and notification preferences. The row is created when the user first saves it. */
export class Profile extends Model<InferAttributes<Profile>, InferCreationAttributes<Profile>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare bio: CreationOptional<string | null>;
  /** In E.164 format. */
  declare phone: CreationOptional<string | null>;
  declare location: CreationOptional<string | null>;
  /** An ISO 8601 date. */
  declare dateOfBirth: CreationOptional<string | null>;
  /** An IANA time zone. */
  declare timezone: CreationOptional<string | null>;
  /** A BCP 47 language tag. */
  declare language: CreationOptional<string | null>;
  /** The user's choices per notification type that differ from the defaults, as JSON. */
  declare notificationPreferences: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  public static associate(): void {
    Profile.belongsTo(User, { as: 'user', foreignKey: 'userId' });
    User.hasOne(Profile, { as: 'profile', foreignKey: 'userId' });
  }
}

Profile.init(
  defineColumns(Profile, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, unique: 'profiles_user_id_unique', ...internal },
    bio: { type: DataTypes.STRING(1000), ...editable },
    phone: { type: DataTypes.STRING(20), ...editable },
    location: { type: DataTypes.STRING(100), ...editable },
    dateOfBirth: { type: DataTypes.DATEONLY, ...editable },
    timezone: { type: DataTypes.STRING(64), ...editable },
    language: { type: DataTypes.STRING(35), ...editable },
    notificationPreferences: { type: DataTypes.TEXT, ...editable, exported: 'json' },
    createdAt: { type: DataTypes.DATE(3), ...internal },
    updatedAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'profiles' },
);
