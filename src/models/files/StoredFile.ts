import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
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
}

StoredFile.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    path: { type: DataTypes.STRING(255), allowNull: false, unique: 'stored_files_path_unique' },
    disk: { type: DataTypes.STRING(20), allowNull: false },
    size: { type: DataTypes.BIGINT, allowNull: false },
    type: { type: DataTypes.STRING(100), allowNull: false },
    ownerType: DataTypes.STRING(50),
    ownerId: DataTypes.BIGINT,
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'stored_files' },
);
