import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { defineColumns, internal, visible } from '../database/defineColumns.js';
import { sequelize } from '../database/sequelize.js';
import { redactPersonal } from './redactPersonal.js';

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
  defineColumns(AuditLog, 'anonymize', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible, erased: 'kept' },
    jobId: {
      type: DataTypes.STRING(64),
      allowNull: false,
      unique: 'audit_logs_job_id_unique',
      ...internal,
      erased: 'kept',
    },
    actorId: { type: DataTypes.BIGINT, ...internal, erased: 'kept' },
    action: { type: DataTypes.STRING(60), allowNull: false, ...visible, erased: 'kept' },
    subjectType: { type: DataTypes.STRING(60), ...visible, erased: 'kept' },
    subjectId: { type: DataTypes.STRING(64), ...visible, erased: 'kept' },
    before: {
      type: DataTypes.TEXT,
      ...visible,
      exported: 'json',
      erased: (entry) => redactPersonal(entry, entry.before),
    },
    after: {
      type: DataTypes.TEXT,
      ...visible,
      exported: 'json',
      erased: (entry) => redactPersonal(entry, entry.after),
    },
    ip: { type: DataTypes.STRING(45), ...visible, erased: null },
    requestId: { type: DataTypes.STRING(128), ...internal, erased: 'kept' },
    createdAt: { type: DataTypes.DATE(3), allowNull: false, ...visible, erased: 'kept' },
  }),
  { sequelize, tableName: 'audit_logs', timestamps: false },
);
