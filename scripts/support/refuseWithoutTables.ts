import { CommandFailed } from './CommandFailed.js';

/** Stands before what needs every table. @throws CommandFailed while there are migrations that have not run */
export async function requireTables(): Promise<void> {
  const { default: Migrator } = await import('../../src/database/Migrator.js');
  const migrations = await Migrator.status();
  if (migrations.some(({ executed }) => !executed)) {
    throw new CommandFailed('There are migrations that have not run yet: npm run migrate');
  }
}
