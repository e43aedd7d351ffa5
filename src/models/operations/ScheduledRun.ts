import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { defineColumns, internal } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';

/** The last run of a scheduled job. Instances update its row atomically, so that only one of them dispatches a run. */
export class ScheduledRun extends Model<InferAttributes<ScheduledRun>, InferCreationAttributes<ScheduledRun>> {
  declare name: string;
  /** Runs that were due before are not caught up. */
  declare firstSeenAt: Date;
  declare lastRunAt: CreationOptional<Date | null>;
}

ScheduledRun.init(
  defineColumns(ScheduledRun, 'unowned', {
    name: { type: DataTypes.STRING(191), primaryKey: true, ...internal },
    firstSeenAt: { type: DataTypes.DATE(3), allowNull: false, ...internal },
    lastRunAt: { type: DataTypes.DATE(3), ...internal },
  }),
  { sequelize, tableName: 'scheduled_runs', timestamps: false },
);
