import type { QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('post_tags', {
    id: columns.id(),
    post_id: columns.foreignKey('posts'),
    tag_id: columns.foreignKey('tags'),
  });
  await schema.addIndex('post_tags', ['post_id', 'tag_id'], { name: 'post_tags_pair_unique', unique: true });
  await schema.addIndex('post_tags', ['tag_id', 'post_id'], { name: 'post_tags_tag_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('post_tags');
}
