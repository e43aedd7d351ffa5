import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('notifications', {
    id: columns.id(),
    job_id: { type: DataTypes.STRING(64), allowNull: false },
    user_id: columns.foreignKey('users'),
    type: { type: DataTypes.STRING(60), allowNull: false },
    data: { type: DataTypes.TEXT, allowNull: false },
    read_at: DataTypes.DATE(3),
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  await schema.addIndex('notifications', ['job_id'], { name: 'notifications_job_id_unique', unique: true });
  await schema.addIndex('notifications', ['user_id', 'read_at', 'id'], { name: 'notifications_unread_index' });
  await schema.addIndex('notifications', ['user_id', 'created_at'], { name: 'notifications_user_id_index' });
  await schema.addIndex('notifications', ['read_at'], { name: 'notifications_read_at_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('notifications');
}
