import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { rejectInProduction } from '../support/rejectInProduction.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'migrate:undo',
  summary: 'Roll back the last migration',
  options: { '--force': 'Allow it in production' },

  run: async ({ force }) => {
    await rejectInProduction('migrate:undo', 'migrate:undo deletes the data of the migration', force);
    await withDatabase(async () => {
      const { default: Migrator } = await import('../../src/database/Migrator.js');
      const names = await Migrator.undo();
      terminal.print(...(names.length > 0 ? names.map((name) => `Rolled back ${name}`) : ['Nothing to roll back']));
    });
  },
});
