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

/** A file on a disk. It is noted before it is written, so that no file can be there that nobody knows of. */
export class StoredFile extends Model<InferAttributes<StoredFile>, InferCreationAttributes<StoredFile>> {
  declare id: CreationOptional<number>;
  /** Its key on the disk. */
  declare path: string;
  declare disk: string;
  /** In bytes. */
  declare size: number;
  /** Its media type. */
  declare type: string;
  /** The model of the record that it belongs to; null for a file that the next clean-up removes. */
  declare ownerType: CreationOptional<string | null>;
  declare ownerId: CreationOptional<number | null>;
  declare createdAt: CreationOptional<Date>;
  /** For a file without an owner: since when it has none. */
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
