import { DataTypes, type ModelAttributeColumnOptions } from 'sequelize';

/** Column definitions shared by all migrations. */
export const columns = {
  id: (): ModelAttributeColumnOptions => ({ type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true }),

  /** A foreign key, nullable only with SET NULL. Add an index for it. */
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
