import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  literal,
  Model,
  type WhereOptions,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, internal, managed } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';

export const MAX_TAG_SLUG_LENGTH = 80;

const tagId = sequelize.getQueryInterface().quoteIdentifiers('Tag.id');

export class Tag extends Model<InferAttributes<Tag>, InferCreationAttributes<Tag>> {
  declare id: CreationOptional<number>;
  /** The first spelling. */
  declare name: string;
  /** Identifies the tag: names with the same slug are the same tag. */
  declare slug: string;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  /** Tags of visible posts, and tags without posts. A tag that only drafts have would reveal them. */
  public static visible(): WhereOptions {
    const posts = `SELECT 1 FROM post_tags JOIN posts ON posts.id = post_tags.post_id WHERE post_tags.tag_id = ${tagId}`;
    const isVisible = `posts.status = 'published' AND posts.listed_at <= ${sequelize.escape(clock.now())}`;
    return literal(`(EXISTS (${posts} AND ${isVisible}) OR NOT EXISTS (${posts}))`);
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }
}

Tag.init(
  defineColumns(Tag, 'unowned', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...internal },
    name: { type: DataTypes.STRING(50), allowNull: false, ...managed, audited: true },
    slug: {
      type: DataTypes.STRING(MAX_TAG_SLUG_LENGTH),
      allowNull: false,
      unique: 'tags_slug_unique',
      ...internal,
      audited: true,
    },
    createdAt: { type: DataTypes.DATE(3), ...internal },
    updatedAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'tags' },
);
