import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { defineColumns, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';

/** A user's subscription to a tag. */
export class TagFollow extends Model<InferAttributes<TagFollow>, InferCreationAttributes<TagFollow>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare tagId: number;
}

TagFollow.init(
  defineColumns(TagFollow, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    userId: { type: DataTypes.BIGINT, allowNull: false, unique: 'tag_follows_pair_unique', ...internal },
    tagId: { type: DataTypes.BIGINT, allowNull: false, unique: 'tag_follows_pair_unique', ...visible },
  }),
  { sequelize, tableName: 'tag_follows', timestamps: false },
);
