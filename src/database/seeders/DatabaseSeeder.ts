import { modules } from '../../modules/index.js';
import { User } from '../../models/users/User.js';
import { withMigrationLock } from '../migrationLock.js';
import { sequelize } from '../sequelize.js';
import { transaction } from '../transaction.js';

/** Runs the seeders of all modules, one instance at a time, all or nothing. Returns what they added, a line each. */
export function seedDatabase(): Promise<string[]> {
  return withMigrationLock(sequelize, () =>
    transaction(async () => {
      const added: string[] = [];
      for (const load of modules.flatMap((module) => module.seeders)) {
        const { default: seeder } = await load();
        const line = await seeder.run();
        if (line) added.push(line);
      }
      return added;
    }),
  );
}

/** As seed(), but only into a database without any user. */
export async function seedIfEmpty(): Promise<string[]> {
  return (await User.count({ paranoid: false })) === 0 ? seedDatabase() : [];
}
