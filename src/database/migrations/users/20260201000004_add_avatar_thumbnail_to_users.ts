import { DataTypes, type QueryInterface } from 'sequelize';
import { removeColumn } from '../../removeColumn.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.addColumn('users', 'avatar_thumbnail', { type: DataTypes.STRING(255) });
}

export async function down(schema: QueryInterface): Promise<void> {
  await removeColumn(schema, 'users', 'avatar_thumbnail');
}
