import { databaseConfig } from '../config/database.js';
import { connectOrCreate } from '../database/connectOrCreate.js';
import Migrator from '../database/Migrator.js';
import { seedIfEmpty } from '../database/seeders/DatabaseSeeder.js';

function pluralize(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Creates the database if it is missing, runs pending migrations and, on request, seeds an empty database. Returns one
 * line for each change.
 *
 * @throws DatabaseUnavailable with a message that says how to fix it
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
