import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'migrate',
  summary: 'Run pending migrations; creates the database if it is missing',

  run: () =>
    withDatabase(async () => {
      const { default: Migrator } = await import('../../src/database/Migrator.js');
      const names = await Migrator.up();
      terminal.print(...(names.length > 0 ? names.map((name) => `Migrated ${name}`) : ['Nothing to migrate']));
    }),
});
