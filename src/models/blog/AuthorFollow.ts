import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { defineColumns, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';

/** A user's subscription to an author. */
export class AuthorFollow extends Model<InferAttributes<AuthorFollow>, InferCreationAttributes<AuthorFollow>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare authorId: number;
}

AuthorFollow.init(
  defineColumns(AuthorFollow, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, unique: 'author_follows_pair_unique', ...internal },
    authorId: { type: DataTypes.BIGINT, allowNull: false, unique: 'author_follows_pair_unique', ...visible },
  }),
  { sequelize, tableName: 'author_follows', timestamps: false },
);
