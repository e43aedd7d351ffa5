import { type DataType, DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';
import { postSearch } from '../../dialects/blog/index.js';

/** TEXT is limited to 64 KB on MySQL and MariaDB; other databases have a single, unlimited TEXT. */
function longText({ sequelize }: QueryInterface): DataType {
  return ['mysql', 'mariadb'].includes(sequelize.getDialect()) ? DataTypes.TEXT('medium') : DataTypes.TEXT;
}

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('posts', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    title: { type: DataTypes.STRING(200), allowNull: false },
    slug: { type: DataTypes.STRING(120), allowNull: false },
    excerpt: { type: DataTypes.STRING(300), allowNull: false },
    content: { type: longText(schema), allowNull: false },
    status: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'draft' },
    published_at: DataTypes.DATE(3),
    listed_at: { type: DataTypes.DATE(3), allowNull: false },
    announced_at: DataTypes.DATE(3),
    discussed_at: DataTypes.DATE(3),
    comments_count: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
    version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1 },
    ...columns.timestamps(),
  });
  await addIndexes(schema);
  await (await postSearch()).install(schema);
}

async function addIndexes(schema: QueryInterface): Promise<void> {
  await schema.addIndex('posts', ['slug'], { name: 'posts_slug_unique', unique: true });
  await schema.addIndex('posts', ['user_id', 'status', 'listed_at', 'id'], { name: 'posts_user_id_index' });
  await schema.addIndex('posts', ['status', 'listed_at', 'id'], { name: 'posts_status_listed_at_index' });
  await schema.addIndex('posts', ['listed_at', 'id'], { name: 'posts_listed_at_index' });
  await schema.addIndex('posts', ['status', 'announced_at', 'listed_at'], { name: 'posts_announced_at_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await (await postSearch()).uninstall(schema);
  await schema.dropTable('posts');
}
