import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { rejectInProduction } from '../support/rejectInProduction.js';
import { requireTables } from '../support/requireTables.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'db:seed',
  summary: 'Run the seeders, which add missing records',
  options: { '--force': 'Allow it in production' },

  run: async ({ force }) => {
    await rejectInProduction('db:seed', 'db:seed adds accounts with a publicly known password', force);
    await withDatabase(async () => {
      await requireTables();
      const { seedDatabase } = await import('../../src/database/seeders/DatabaseSeeder.js');
      const added = await seedDatabase();
      terminal.print(...(added.length > 0 ? added.map((line) => `Seeded ${line}`) : ['Nothing to seed']));
    });
  },
});
