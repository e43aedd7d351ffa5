import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('profiles', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    bio: DataTypes.STRING(1000),
    phone: DataTypes.STRING(20),
    location: DataTypes.STRING(100),
    date_of_birth: DataTypes.DATEONLY,
    timezone: DataTypes.STRING(64),
    language: DataTypes.STRING(35),
    notification_preferences: DataTypes.TEXT,
    ...columns.timestamps(),
  });
  await schema.addIndex('profiles', ['user_id'], { name: 'profiles_user_id_unique', unique: true });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('profiles');
}
