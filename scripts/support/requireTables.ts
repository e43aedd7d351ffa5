import { CommandFailed } from './CommandFailed.js';

/** Guards commands that require all tables. @throws CommandFailed if migrations are pending */
export async function requireTables(): Promise<void> {
  const { default: Migrator } = await import('../../src/database/Migrator.js');
  const migrations = await Migrator.status();
  if (migrations.some(({ executed }) => !executed)) {
    throw new CommandFailed('There are pending migrations. Run npm run migrate');
  }
}
