import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

/** TEXT is limited to 64 KB on MySQL and MariaDB; other databases have a single, unlimited TEXT. */
function textType(schema: QueryInterface) {
  return ['mysql', 'mariadb'].includes(schema.sequelize.getDialect()) ? DataTypes.TEXT('long') : DataTypes.TEXT;
}

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('job_outbox', {
    id: columns.id(),
    job_id: { type: DataTypes.STRING(64), allowNull: false },
    job: { type: textType(schema), allowNull: false },
    claim: DataTypes.STRING(36),
    claimed_until: { type: DataTypes.DATE(3), allowNull: false },
    tries: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  await schema.addIndex('job_outbox', ['job_id'], { name: 'job_outbox_job_id_unique', unique: true });
  await schema.addIndex('job_outbox', ['claimed_until'], { name: 'job_outbox_claimed_until_index' });
  await schema.addIndex('job_outbox', ['claim'], { name: 'job_outbox_claim_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('job_outbox');
}
