import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('one_time_tokens', {
    id: columns.id(),
    user_id: { ...columns.foreignKey('users'), allowNull: true },
    purpose: { type: DataTypes.STRING(40), allowNull: false },
    token_hash: { type: DataTypes.STRING(64), allowNull: false },
    data: DataTypes.TEXT,
    expires_at: { type: DataTypes.DATE(3), allowNull: false },
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  await schema.addIndex('one_time_tokens', ['token_hash'], { name: 'one_time_tokens_hash_unique', unique: true });
  await schema.addIndex('one_time_tokens', ['user_id', 'purpose'], { name: 'one_time_tokens_user_id_index' });
  await schema.addIndex('one_time_tokens', ['expires_at'], { name: 'one_time_tokens_expires_at_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('one_time_tokens');
}
