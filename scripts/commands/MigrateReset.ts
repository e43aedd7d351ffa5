import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { rejectInProduction } from '../support/refuseInProduction.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'migrate:reset',
  summary: 'Roll every migration back and run all of them again: the tables are empty afterwards',
  options: { '--force': 'In production too' },

  run: async ({ force }) => {
    await rejectInProduction('migrate:reset', 'migrate:reset deletes every record', force);
    await withDatabase(async () => {
      const { default: Migrator } = await import('../../src/database/Migrator.js');
      const names = await Migrator.reset();
      terminal.print('Rolled everything back', ...names.map((name) => `Migrated ${name}`));
    });
  },
});
