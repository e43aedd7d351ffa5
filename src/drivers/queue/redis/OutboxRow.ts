import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { sequelize } from '../../../database/sequelize.js';

/** A job that was dispatched and is not yet known to be in Redis. */
export class OutboxRow extends Model<InferAttributes<OutboxRow>, InferCreationAttributes<OutboxRow>> {
  declare id: CreationOptional<number>;
  declare jobId: string;
  /** JSON. */
  declare job: string;
  /** Of whoever delivers it. */
  declare claim: CreationOptional<string | null>;
  declare claimedUntil: Date;
  /** How often Redis was there and refused it. */
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
