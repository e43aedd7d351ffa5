import { databaseConfig } from '../config/database.js';
import { connectOrCreate } from '../database/connectOrCreate.js';
import Migrator from '../database/Migrator.js';
import { seedIfEmpty } from '../database/seeders/DatabaseSeeder.js';

function pluralize(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/**
 * Makes the database ready to be served from: creates it where it is missing, runs pending migrations and, if wanted,
 * seeds it while it is empty. Returns what it did, a line each.
 *
 * @throws DatabaseUnavailable with one line that says what to do
 */
export async function prepareDatabase({ seed = false, migrate = databaseConfig.migrateOnStart } = {}): Promise<
  string[]
> {
  const created = await connectOrCreate();
  const migrated = migrate ? await Migrator.up() : [];
  const seeded = seed ? await seedIfEmpty() : [];
  return [
    ...(created ? [created] : []),
    ...(migrated.length > 0 ? [`Ran ${pluralize(migrated.length, 'migration')}`] : []),
    ...seeded.map((line) => `Seeded ${line}`),
  ];
}
