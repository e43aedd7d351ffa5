import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('tags', {
    id: columns.id(),
    name: { type: DataTypes.STRING(50), allowNull: false },
    slug: { type: DataTypes.STRING(80), allowNull: false },
    ...columns.timestamps(),
  });
  await schema.addIndex('tags', ['slug'], { name: 'tags_slug_unique', unique: true });
  await schema.addIndex('tags', ['name'], { name: 'tags_name_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('tags');
}
