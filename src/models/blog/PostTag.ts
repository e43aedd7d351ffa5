import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { defineColumns, internal } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import type { Tag } from './Tag.js';

/** Links a post to a tag. */
export class PostTag extends Model<InferAttributes<PostTag>, InferCreationAttributes<PostTag>> {
  declare id: CreationOptional<number>;
  declare postId: number;
  declare tagId: number;
  declare tag?: NonAttribute<Tag>;
}

PostTag.init(
  defineColumns(PostTag, 'unowned', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...internal },
    postId: { type: DataTypes.BIGINT, allowNull: false, unique: 'post_tags_pair_unique', ...internal },
    tagId: { type: DataTypes.BIGINT, allowNull: false, unique: 'post_tags_pair_unique', ...internal },
  }),
  { sequelize, tableName: 'post_tags', timestamps: false },
);
