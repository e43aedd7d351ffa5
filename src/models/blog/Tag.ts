import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
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
    const { name, slug } = this;
    return { name, slug };
  }
}

Tag.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    name: { type: DataTypes.STRING(50), allowNull: false },
    slug: { type: DataTypes.STRING(MAX_TAG_SLUG_LENGTH), allowNull: false, unique: 'tags_slug_unique' },
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'tags' },
);
