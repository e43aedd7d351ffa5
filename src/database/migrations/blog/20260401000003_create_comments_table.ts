import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('comments', {
    id: columns.id(),
    post_id: columns.foreignKey('posts'),
    user_id: columns.foreignKey('users'),
    parent_id: { ...columns.foreignKey('comments'), allowNull: true },
    content: { type: DataTypes.TEXT, allowNull: false },
    ...columns.timestamps(),
  });
  await schema.addIndex('comments', ['post_id', 'created_at', 'id'], { name: 'comments_post_id_index' });
  await schema.addIndex('comments', ['user_id'], { name: 'comments_user_id_index' });
  await schema.addIndex('comments', ['parent_id'], { name: 'comments_parent_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('comments');
}
