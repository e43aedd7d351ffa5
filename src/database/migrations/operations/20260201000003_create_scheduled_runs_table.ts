import { DataTypes, type QueryInterface } from 'sequelize';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('scheduled_runs', {
    name: { type: DataTypes.STRING(191), primaryKey: true },
    first_seen_at: { type: DataTypes.DATE(3), allowNull: false },
    last_run_at: DataTypes.DATE(3),
  });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('scheduled_runs');
}
