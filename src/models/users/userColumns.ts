import { DataTypes } from 'sequelize';

/** The columns of users, as Sequelize has to know them. */
export const userColumns = {
  id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
  firstname: { type: DataTypes.STRING(100), allowNull: false },
  lastname: { type: DataTypes.STRING(100), allowNull: false },
  email: { type: DataTypes.STRING(254), allowNull: false, unique: 'users_email_unique' },
  password: { type: DataTypes.STRING(100), allowNull: false },
  emailVerifiedAt: DataTypes.DATE(3),
  role: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'user' },
  status: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'approved' },
  plan: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'free' },
  avatar: DataTypes.STRING(255),
  avatarThumbnail: DataTypes.STRING(255),
  twoFactorSecret: DataTypes.STRING(255),
  twoFactorConfirmedAt: DataTypes.DATE(3),
  twoFactorLastStep: DataTypes.BIGINT,
  lastLoginAt: DataTypes.DATE(3),
  createdAt: DataTypes.DATE(3),
  updatedAt: DataTypes.DATE(3),
  deletedAt: DataTypes.DATE(3),
  purgedAt: DataTypes.DATE(3),
};
