import type { QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('tag_follows', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    tag_id: columns.foreignKey('tags'),
  });
  await schema.addIndex('tag_follows', ['user_id', 'tag_id'], { name: 'tag_follows_pair_unique', unique: true });
  await schema.addIndex('tag_follows', ['tag_id', 'user_id'], { name: 'tag_follows_tag_id_index' });
  await schema.createTable('author_follows', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    author_id: columns.foreignKey('users'),
  });
  await schema.addIndex('author_follows', ['user_id', 'author_id'], {
    name: 'author_follows_pair_unique',
    unique: true,
  });
  await schema.addIndex('author_follows', ['author_id', 'user_id'], { name: 'author_follows_author_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('author_follows');
  await schema.dropTable('tag_follows');
}
