import { User } from '../../models/users/User.js';
import { modules } from '../../modules/index.js';
import { withMigrationLock } from '../migrationLock.js';
import { sequelize } from '../sequelize.js';
import { transaction } from '../transaction.js';

/**
 * Runs the seeders of all modules in one transaction, one instance at a time. Returns a line per seeder that added
 * records.
 */
export function seedDatabase(): Promise<string[]> {
  return withMigrationLock(sequelize, () =>
    transaction(async () => {
      const added: string[] = [];
      for (const load of modules.flatMap((module) => module.seeders)) {
        const { default: seeder } = await load();
        const summary = await seeder.run();
        if (summary) added.push(summary);
      }
      return added;
    }),
  );
}

/** Seeds the database only if it has no users. */
export async function seedIfEmpty(): Promise<string[]> {
  return (await User.count({ paranoid: false })) === 0 ? seedDatabase() : [];
}
