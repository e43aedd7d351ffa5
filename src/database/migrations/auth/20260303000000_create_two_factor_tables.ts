import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('two_factor_recovery_codes', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    code_hash: { type: DataTypes.STRING(64), allowNull: false },
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  // The index starts with user_id, so it also serves the foreign key.
  const name = 'two_factor_recovery_codes_user_id_code_hash_unique';
  await schema.addIndex('two_factor_recovery_codes', ['user_id', 'code_hash'], { name, unique: true });
  await schema.createTable('two_factor_attempts', {
    user_id: { ...columns.foreignKey('users'), primaryKey: true },
    tries: { type: DataTypes.INTEGER, allowNull: false },
    ends_at: { type: DataTypes.DATE(3), allowNull: false },
  });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('two_factor_attempts');
  await schema.dropTable('two_factor_recovery_codes');
}
