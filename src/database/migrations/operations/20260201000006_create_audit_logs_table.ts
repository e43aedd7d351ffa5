import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('audit_logs', {
    id: columns.id(),
    job_id: { type: DataTypes.STRING(64), allowNull: false },
    // No foreign key: audit entries outlive the account.
    actor_id: DataTypes.BIGINT,
    action: { type: DataTypes.STRING(60), allowNull: false },
    subject_type: DataTypes.STRING(60),
    subject_id: DataTypes.STRING(64),
    before: DataTypes.TEXT,
    after: DataTypes.TEXT,
    ip: DataTypes.STRING(45),
    request_id: DataTypes.STRING(128),
    created_at: { type: DataTypes.DATE(3), allowNull: false },
  });
  await addIndexes(schema);
}

async function addIndexes(schema: QueryInterface): Promise<void> {
  await schema.addIndex('audit_logs', ['job_id'], { name: 'audit_logs_job_id_unique', unique: true });
  await schema.addIndex('audit_logs', ['actor_id', 'created_at'], { name: 'audit_logs_actor_id_index' });
  await schema.addIndex('audit_logs', ['subject_type', 'subject_id'], { name: 'audit_logs_subject_index' });
  await schema.addIndex('audit_logs', ['action', 'created_at'], { name: 'audit_logs_action_index' });
  await schema.addIndex('audit_logs', ['request_id'], { name: 'audit_logs_request_id_index' });
  await schema.addIndex('audit_logs', ['created_at'], { name: 'audit_logs_created_at_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('audit_logs');
}
