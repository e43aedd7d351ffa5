import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from '../../../database/sequelize.js';

/** A dispatched job that may not have reached Redis yet. */
export class OutboxRow extends Model<InferAttributes<OutboxRow>, InferCreationAttributes<OutboxRow>> {
  declare id: CreationOptional<number>;
  declare jobId: string;
  /** The job as JSON. */
  declare job: string;
  /** The id of the current claim. */
  declare claim: CreationOptional<string | null>;
  declare claimedUntil: Date;
  /** Attempts that Redis rejected while it was available. */
  declare tries: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
}

OutboxRow.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    jobId: { type: DataTypes.STRING(64), allowNull: false, unique: 'job_outbox_job_id_unique' },
    job: { type: DataTypes.TEXT, allowNull: false },
    claim: DataTypes.STRING(36),
    claimedUntil: { type: DataTypes.DATE(3), allowNull: false },
    tries: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
    createdAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'job_outbox', updatedAt: false },
);
