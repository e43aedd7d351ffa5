import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
} from 'sequelize';
import { defineColumns, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';

/** A file on a disk. The row is inserted before the file is written, so that no file goes untracked. */
export class StoredFile extends Model<InferAttributes<StoredFile>, InferCreationAttributes<StoredFile>> {
  declare id: CreationOptional<number>;
  /** The key on the disk. */
  declare path: string;
  declare disk: string;
  /** Bytes. */
  declare size: number;
  /** The media type. */
  declare type: string;
  /** The model of the owner; null for an orphaned file, which the clean-up deletes. */
  declare ownerType: CreationOptional<string | null>;
  declare ownerId: CreationOptional<number | null>;
  declare createdAt: CreationOptional<Date>;
  /** The time at which an orphaned file lost its owner. */
  declare updatedAt: CreationOptional<Date>;

  /** Files that have had no owner since before a moment. */
  public static orphanedBefore(moment: Date) {
    return { ownerId: null, updatedAt: { [Op.lt]: moment } };
  }
}

StoredFile.init(
  defineColumns(StoredFile, 'delete', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible },
    path: { type: DataTypes.STRING(255), allowNull: false, unique: 'stored_files_path_unique', ...visible },
    disk: { type: DataTypes.STRING(20), allowNull: false, ...internal },
    size: { type: DataTypes.BIGINT, allowNull: false, ...visible },
    type: { type: DataTypes.STRING(100), allowNull: false, ...visible },
    ownerType: { type: DataTypes.STRING(50), ...internal },
    ownerId: { type: DataTypes.BIGINT, ...internal },
    createdAt: { type: DataTypes.DATE(3), ...visible },
    updatedAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'stored_files' },
);
