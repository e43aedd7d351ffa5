import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { rejectInProduction } from '../support/rejectInProduction.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'migrate:reset',
  summary: 'Roll back all migrations and run them again, which leaves the tables empty',
  options: { '--force': 'Allow it in production' },

  run: async ({ force }) => {
    await rejectInProduction('migrate:reset', 'migrate:reset deletes every record', force);
    await withDatabase(async () => {
      const { default: Migrator } = await import('../../src/database/Migrator.js');
      const names = await Migrator.reset();
      terminal.print('Rolled back all migrations', ...names.map((name) => `Migrated ${name}`));
    });
  },
});
