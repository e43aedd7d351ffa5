import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

/** Registers existing avatars, so that they are deleted when they are replaced. */
const KNOWN_AVATARS = `
  INSERT INTO stored_files (path, disk, size, type, owner_type, owner_id, created_at, updated_at)
  SELECT SUBSTR(avatar, 10), 'local', 0, 'application/octet-stream', 'User', MIN(id), MIN(updated_at), MIN(updated_at)
  FROM users WHERE avatar LIKE '/uploads/%' GROUP BY avatar`;

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('stored_files', {
    id: columns.id(),
    path: { type: DataTypes.STRING(255), allowNull: false },
    disk: { type: DataTypes.STRING(20), allowNull: false },
    size: { type: DataTypes.BIGINT, allowNull: false },
    type: { type: DataTypes.STRING(100), allowNull: false },
    owner_type: DataTypes.STRING(50),
    owner_id: DataTypes.BIGINT,
    ...columns.timestamps(),
  });
  await schema.addIndex('stored_files', ['path'], { name: 'stored_files_path_unique', unique: true });
  await schema.addIndex('stored_files', ['owner_id', 'updated_at'], { name: 'stored_files_owner_id_index' });
  await schema.sequelize.query(KNOWN_AVATARS);
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('stored_files');
}
