import { DataTypes, type QueryInterface } from 'sequelize';
import { removeColumn } from '../../removeColumn.js';

const COLUMNS = {
  email_verified_at: { type: DataTypes.DATE(3) },
  plan: { type: DataTypes.STRING(20), allowNull: false, defaultValue: 'free' },
  two_factor_secret: { type: DataTypes.STRING(255) },
  two_factor_confirmed_at: { type: DataTypes.DATE(3) },
  two_factor_last_step: { type: DataTypes.BIGINT },
  purged_at: { type: DataTypes.DATE(3) },
};

export async function up(schema: QueryInterface): Promise<void> {
  for (const [name, column] of Object.entries(COLUMNS)) await schema.addColumn('users', name, column);
}

export async function down(schema: QueryInterface): Promise<void> {
  for (const name of Object.keys(COLUMNS).reverse()) await removeColumn(schema, 'users', name);
}
