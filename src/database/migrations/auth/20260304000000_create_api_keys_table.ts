import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('api_keys', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    name: { type: DataTypes.STRING(100), allowNull: false },
    prefix: { type: DataTypes.STRING(40), allowNull: false },
    key_hash: { type: DataTypes.STRING(64), allowNull: false },
    scopes: { type: DataTypes.TEXT, allowNull: false },
    expires_at: DataTypes.DATE(3),
    revoked_at: DataTypes.DATE(3),
    last_used_at: DataTypes.DATE(3),
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  await schema.addIndex('api_keys', ['key_hash'], { name: 'api_keys_key_hash_unique', unique: true });
  await schema.addIndex('api_keys', ['user_id'], { name: 'api_keys_user_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('api_keys');
}
