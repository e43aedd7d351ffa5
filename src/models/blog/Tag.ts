import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, internal, managed } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';

export const MAX_TAG_SLUG_LENGTH = 80;

export class Tag extends Model<InferAttributes<Tag>, InferCreationAttributes<Tag>> {
  declare id: CreationOptional<number>;
  /** As it was first written. */
  declare name: string;
  /** What makes two names the same tag. */
  declare slug: string;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

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
