import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

/** Provider ids are case-sensitive, but MySQL's default collation is not. */
function caseSensitive(schema: QueryInterface) {
  const isMysql = ['mysql', 'mariadb'].includes(schema.sequelize.getDialect());
  return isMysql ? 'VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : DataTypes.STRING(255);
}

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('oauth_accounts', {
    id: columns.id(),
    user_id: columns.foreignKey('users'),
    provider: { type: DataTypes.STRING(40), allowNull: false },
    provider_user_id: { type: caseSensitive(schema), allowNull: false },
    email: DataTypes.STRING(254),
    access_token: { type: DataTypes.TEXT, allowNull: false },
    refresh_token: DataTypes.TEXT,
    token_expires_at: DataTypes.DATE(3),
    ...columns.timestamps(),
  });
  const index = (fields: string[], name: string) => schema.addIndex('oauth_accounts', fields, { name, unique: true });
  await index(['provider', 'provider_user_id'], 'oauth_accounts_provider_user_unique');
  await index(['user_id', 'provider'], 'oauth_accounts_user_id_provider_unique');
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('oauth_accounts');
}
