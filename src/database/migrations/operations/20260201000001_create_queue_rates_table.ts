import { DataTypes, type QueryInterface } from 'sequelize';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('queue_rates', {
    queue: { type: DataTypes.STRING(40), primaryKey: true },
    // Recent starts as JSON: [[milliseconds since the epoch, number of jobs], ...]
    starts: { type: DataTypes.TEXT, allowNull: false },
  });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('queue_rates');
}
