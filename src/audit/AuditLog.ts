import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from '../database/sequelize.js';

/** One entry of the audit trail. Entries are never changed. */
export class AuditLog extends Model<InferAttributes<AuditLog>, InferCreationAttributes<AuditLog>> {
  declare id: CreationOptional<number>;
  /** The job that wrote the entry. It is unique, so that a job that runs twice writes one entry. */
  declare jobId: string;
  /** Null for guests, commands and the application itself. */
  declare actorId: number | null;
  declare action: string;
  declare subjectType: string | null;
  declare subjectId: string | null;
  /** The changed attributes before the change, as JSON. */
  declare before: string | null;
  /** The changed attributes after the change, as JSON. */
  declare after: string | null;
  declare ip: string | null;
  declare requestId: string | null;
  /** The time of the change; the entry is written later. */
  declare createdAt: Date;
}

AuditLog.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    jobId: { type: DataTypes.STRING(64), allowNull: false, unique: 'audit_logs_job_id_unique' },
    actorId: DataTypes.BIGINT,
    action: { type: DataTypes.STRING(60), allowNull: false },
    subjectType: DataTypes.STRING(60),
    subjectId: DataTypes.STRING(64),
    before: DataTypes.TEXT,
    after: DataTypes.TEXT,
    ip: DataTypes.STRING(45),
    requestId: DataTypes.STRING(128),
    createdAt: { type: DataTypes.DATE(3), allowNull: false },
  },
  { sequelize, tableName: 'audit_logs', timestamps: false },
);
