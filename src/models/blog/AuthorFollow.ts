import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';

/** That a user wants to be told of new posts by an author. */
export class AuthorFollow extends Model<InferAttributes<AuthorFollow>, InferCreationAttributes<AuthorFollow>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare authorId: number;
}

AuthorFollow.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    userId: { type: DataTypes.BIGINT, allowNull: false, unique: 'author_follows_pair_unique' },
    authorId: { type: DataTypes.BIGINT, allowNull: false, unique: 'author_follows_pair_unique' },
  },
  { sequelize, tableName: 'author_follows', timestamps: false },
);
