import { DataTypes, type ModelAttributeColumnOptions } from 'sequelize';

/** The columns that every migration writes in the same way. */
export const columns = {
  id: (): ModelAttributeColumnOptions => ({ type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true }),

  /** A required reference to another table's id. Give it an index of its own. */
  foreignKey: (
    table: string,
    onDelete: 'CASCADE' | 'RESTRICT' | 'SET NULL' = 'CASCADE',
  ): ModelAttributeColumnOptions => ({
    type: DataTypes.BIGINT,
    allowNull: onDelete === 'SET NULL',
    references: { model: table, key: 'id' },
    onDelete,
  }),

  timestamps: (): Record<'created_at' | 'updated_at', ModelAttributeColumnOptions> => ({
    created_at: { type: DataTypes.DATE(3), allowNull: false },
    updated_at: { type: DataTypes.DATE(3), allowNull: false },
  }),
};
