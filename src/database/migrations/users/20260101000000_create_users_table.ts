import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('users', {
    id: columns.id(),
    firstname: { type: DataTypes.STRING(100), allowNull: false },
    lastname: { type: DataTypes.STRING(100), allowNull: false },
    email: { type: DataTypes.STRING(254), allowNull: false },
    password: { type: DataTypes.STRING(100), allowNull: false },
    role: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'user' },
    status: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'approved' },
    avatar: DataTypes.STRING(255),
    last_login_at: DataTypes.DATE(3),
    ...columns.timestamps(),
    deleted_at: DataTypes.DATE(3),
  });
  await schema.addIndex('users', ['email'], { name: 'users_email_unique', unique: true });
  await schema.addIndex('users', ['created_at'], { name: 'users_created_at_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('users');
}
