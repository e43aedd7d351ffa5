import { DataTypes, type QueryInterface } from 'sequelize';
import { columns } from '../../columns.js';

/** Timestamps are milliseconds since the epoch, because all databases compare and add integers in the same way. */
const moment = { type: DataTypes.BIGINT, allowNull: false };
const counter = { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 };

const jobs = {
  id: columns.id(),
  uuid: { type: DataTypes.STRING(64), allowNull: false },
  queue: { type: DataTypes.STRING(40), allowNull: false },
  name: { type: DataTypes.STRING(150), allowNull: false },
  state: { type: DataTypes.STRING(10), allowNull: false },
  priority: counter,
  attempt: counter,
  attempts: counter,
  backoff_type: { type: DataTypes.STRING(12), allowNull: false },
  backoff_delay: moment,
  // A hash, because MySQL compares text case-insensitively.
  unique_hash: DataTypes.STRING(64),
  parent_id: DataTypes.BIGINT,
  open_children: counter,
  worker: DataTypes.STRING(36),
  progress: counter,
  logs: { type: DataTypes.TEXT, allowNull: false },
  error: DataTypes.TEXT,
  created_at: moment,
  available_at: moment,
  // The time of the next automatic transition: the job becomes available, its lease expires, or it is pruned.
  due_at: moment,
  finished_at: DataTypes.BIGINT,
};

/** TEXT is limited to 64 KB on MySQL and MariaDB; other databases have a single, unlimited TEXT. */
function payloadType(schema: QueryInterface) {
  return ['mysql', 'mariadb'].includes(schema.sequelize.getDialect()) ? DataTypes.TEXT('medium') : DataTypes.TEXT;
}

export async function up(schema: QueryInterface): Promise<void> {
  await schema.createTable('jobs', { ...jobs, payload: { type: payloadType(schema), allowNull: false } });
  await schema.addIndex('jobs', ['uuid'], { name: 'jobs_uuid_unique', unique: true });
  await schema.addIndex('jobs', ['unique_hash'], { name: 'jobs_unique_hash_unique', unique: true });
  await schema.addIndex('jobs', ['state', 'queue', 'priority', 'id'], { name: 'jobs_claim_index' });
  await schema.addIndex('jobs', ['state', 'queue', 'due_at'], { name: 'jobs_due_index' });
  await schema.addIndex('jobs', ['state', 'id'], { name: 'jobs_list_index' });
  await schema.addIndex('jobs', ['parent_id'], { name: 'jobs_parent_id_index' });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.dropTable('jobs');
}
