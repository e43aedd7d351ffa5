import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('sessions', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    family_hash: { type: DataTypes.STRING(64), allowNull: false },
    token_hash: { type: DataTypes.STRING(64), allowNull: false },
    parent_hash: DataTypes.STRING(64),
    rotated_at: DataTypes.DATE(3),
    expires_at: { type: DataTypes.DATE(3), allowNull: false },
    revoked_at: DataTypes.DATE(3),
    last_used_at: { type: DataTypes.DATE(3), allowNull: false },
    ip: DataTypes.STRING(45),
    user_agent: DataTypes.STRING(255),
    ...columns.timestamps(),
  });
  await schema.addIndex('sessions', ['family_hash'], { name: 'sessions_family_hash_unique', unique: true });
  await schema.addIndex('sessions', ['user_id'], { name: 'sessions_user_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('sessions');
}
