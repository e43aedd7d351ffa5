import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'migrate:status',
  summary: 'List the migrations and their status',

  run: () =>
    withDatabase(async () => {
      const { default: Migrator } = await import('../../src/database/Migrator.js');
      const migrations = await Migrator.status();
      terminal.print(...migrations.map(({ name, executed }) => `${executed ? 'migrated' : 'pending '}  ${name}`));
    }),
});
