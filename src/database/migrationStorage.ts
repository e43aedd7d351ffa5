import { DataTypes, Model } from 'sequelize';
import { sequelize } from './sequelize.js';

class Migration extends Model<{ name: string }> {
  declare name: string;
}

Migration.init(
  { name: { type: DataTypes.STRING, primaryKey: true } },
  {
    sequelize,
    tableName: 'migrations',
    timestamps: false,
  },
);

/** Records executed migrations in the database. Umzug has a storage of its own, which it loads with all of Umzug. */
export const migrationStorage = {
  /** In a transaction, because that never reads from a replica, which may lag behind. */
  executed: (): Promise<string[]> =>
    sequelize.transaction(async () => {
      await Migration.sync();
      const migrations = await Migration.findAll({ order: ['name'] });
      return migrations.map(({ name }) => name);
    }),
  up: async (name: string): Promise<void> => {
    await Migration.create({ name });
  },
  down: async (name: string): Promise<void> => {
    await Migration.destroy({ where: { name } });
  },
};
